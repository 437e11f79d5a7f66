import { sql } from 'kysely';
import type { Rule } from '../../model/rule.ts';
import type { ReadDb } from '../store/handles.ts';
import { isNearBranchOrNone, type NearBranches } from '../store/near-branches.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';

/** More rules than a clinic can keep in mind. */
export const RULES_MAX = 200;

const COLUMNS = sql.raw(columnsOf(['id', ...RECORD_KINDS.rule.fields]));

/** The clinic's rules, switched off or not, the newest last. For who is held to some branches, of those and of all. */
export async function loadRules(
  { kysely }: ReadDb,
  organisationId: string,
  near: NearBranches = null,
): Promise<readonly Rule[]> {
  const { rows } = await sql<Rule>`
    select ${COLUMNS} from rule
    where organisation_id = ${organisationId} and not deleted
      and ${isNearBranchOrNone('branch_id', near)}
    order by id limit ${RULES_MAX}`.execute(kysely);
  return rows;
}
