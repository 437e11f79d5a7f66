import { TEMPLATES_MAX } from '../../model/choices.ts';
import type { Rotation } from '../../model/template.ts';
import type { ReadDb } from '../store/handles.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';

const FIND_ROTATIONS = `select ${columnsOf(['id', ...RECORD_KINDS.rotation.fields])} from rotation
  where organisation_id = $1 and not deleted order by lower(name), id limit ${TEMPLATES_MAX}`;

/** The clinic's rotations, by name. */
export async function loadRotations(
  { session }: ReadDb,
  organisationId: string,
): Promise<readonly Rotation[]> {
  const { rows } = await session.query(FIND_ROTATIONS, [organisationId]);
  return rows as readonly Rotation[];
}
