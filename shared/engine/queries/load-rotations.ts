import { sql } from 'kysely';
import { TEMPLATES_MAX } from '../../model/choices.ts';
import type { Rotation } from '../../model/template.ts';
import type { ReadDb } from '../store/handles.ts';
import { isNearBranchOrNone, type NearBranches } from '../store/near-branches.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';

const COLUMNS = sql.raw(columnsOf(['id', ...RECORD_KINDS.rotation.fields]));

/** The clinic's rotations, by name. For who is held to some branches, of those and of all. */
export async function loadRotations(
  { kysely }: ReadDb,
  organisationId: string,
  near: NearBranches = null,
): Promise<readonly Rotation[]> {
  const { rows } = await sql<Rotation>`
    select ${COLUMNS} from rotation
    where organisation_id = ${organisationId} and not deleted
      and ${isNearBranchOrNone('branch_id', near)}
    order by lower(name), id limit ${TEMPLATES_MAX}`.execute(kysely);
  return rows;
}
