import type { Rule } from '../../model/rule.ts';
import type { ReadDb } from '../store/handles.ts';

/** More rules than a clinic can keep in mind. */
export const RULES_MAX = 200;

/** The clinic's rules, switched off or not, the newest last. */
export const loadRules = (db: ReadDb, organisationId: string): Promise<readonly Rule[]> =>
  db.kysely
    .selectFrom('rule')
    .select(['id', 'name', 'demand', 'effect', 'branchId', 'doctorId', 'serviceId'])
    .select(['fromDay', 'untilDay', 'active', 'deleted'])
    .where('organisationId', '=', organisationId)
    .where('deleted', '=', false)
    .orderBy('id')
    .limit(RULES_MAX)
    .execute();
