import { CLINIC_TAGS_MAX } from '../../model/choices.ts';
import type { Tag } from '../../model/tag.ts';
import type { ReadDb } from '../store/handles.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';

const FIND_TAGS = `select ${columnsOf(['id', ...RECORD_KINDS.tag.fields])} from tag
  where organisation_id = $1 and not deleted order by id limit ${CLINIC_TAGS_MAX}`;

/** The clinic's marks, in use or not. */
export async function loadTags(
  { session }: ReadDb,
  organisationId: string,
): Promise<readonly Tag[]> {
  const { rows } = await session.query(FIND_TAGS, [organisationId]);
  return rows as readonly Tag[];
}
