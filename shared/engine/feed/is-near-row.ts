import { type RawBuilder, sql } from 'kysely';
import {
  isNearBranch,
  isNearBranchOrNone,
  isNearDoctor,
  type NearBranches,
} from '../store/near-branches.ts';
import { DESK_SOURCES, type FedCollection } from './desk-sources.ts';

const BRANCH = 't.branch_id as "branchId"';
const DOCTOR = 't.doctor_id as "doctorId"';

/**
 * Whether a row of a collection, over alias `t`, is of these branches, as far as it says of which it
 * is: by its branch, by whose it is, or by its doctor. What is of none of them, as a service, is.
 */
export function isNearRow(
  collection: FedCollection,
  organisationId: string,
  near: NearBranches,
): RawBuilder<boolean> {
  if (near === null) return sql`true`;
  const { columns } = DESK_SOURCES[collection];
  switch (collection) {
    case 'branches':
      return isNearBranch('t.id', near);
    case 'travelTimes':
      return sql`(${isNearBranchOrNone('t.one_branch_id', near)}
        and ${isNearBranchOrNone('t.other_branch_id', near)})`;
    case 'users':
      return sql`(t.branch_ids = '{}' or t.branch_ids && ${[...near]}::uuid[])`;
    default: {
      const hasBranch = columns.includes(BRANCH);
      if (!columns.includes(DOCTOR))
        return hasBranch ? isNearBranchOrNone('t.branch_id', near) : sql`true`;
      const byDoctor = sql<boolean>`(t.doctor_id is null
        or ${isNearDoctor('t.doctor_id', organisationId, near)})`;
      return hasBranch
        ? sql`(${isNearBranch('t.branch_id', near)} or (t.branch_id is null and ${byDoctor}))`
        : byDoctor;
    }
  }
}
