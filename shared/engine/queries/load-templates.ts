import { sql } from 'kysely';
import { TEMPLATES_MAX } from '../../model/choices.ts';
import type { Template } from '../../model/template.ts';
import type { ReadDb } from '../store/handles.ts';
import { isNearBranchOrNone, type NearBranches } from '../store/near-branches.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';

const COLUMNS = sql.raw(columnsOf(['id', ...RECORD_KINDS.template.fields]));

/** The clinic's templates, by name. For who is held to some branches, of those and of all. */
export async function loadTemplates(
  { kysely }: ReadDb,
  organisationId: string,
  near: NearBranches = null,
): Promise<readonly Template[]> {
  const { rows } = await sql<Template>`
    select ${COLUMNS} from template
    where organisation_id = ${organisationId} and not deleted
      and ${isNearBranchOrNone('branch_id', near)}
    order by lower(name), id limit ${TEMPLATES_MAX}`.execute(kysely);
  return rows;
}
