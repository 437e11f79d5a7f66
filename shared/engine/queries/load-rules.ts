import type { Rule } from '../../model/rule.ts';
import type { ReadDb } from '../store/handles.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';

/** More rules than a clinic can keep in mind. */
export const RULES_MAX = 200;

const FIND_RULES = `select ${columnsOf(['id', ...RECORD_KINDS.rule.fields])} from rule
  where organisation_id = $1 and not deleted order by id limit ${RULES_MAX}`;

/** The clinic's rules, switched off or not, the newest last. */
export async function loadRules(
  { session }: ReadDb,
  organisationId: string,
): Promise<readonly Rule[]> {
  const { rows } = await session.query(FIND_RULES, [organisationId]);
  return rows as readonly Rule[];
}
