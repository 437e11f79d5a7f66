import { TEMPLATES_MAX } from '../../model/choices.ts';
import type { Template } from '../../model/template.ts';
import type { ReadDb } from '../store/handles.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';

const FIND_TEMPLATES = `select ${columnsOf(['id', ...RECORD_KINDS.template.fields])} from template
  where organisation_id = $1 and not deleted order by lower(name), id limit ${TEMPLATES_MAX}`;

/** The clinic's templates, by name. */
export async function loadTemplates(
  { session }: ReadDb,
  organisationId: string,
): Promise<readonly Template[]> {
  const { rows } = await session.query(FIND_TEMPLATES, [organisationId]);
  return rows as readonly Template[];
}
