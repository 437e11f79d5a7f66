import { type RawBuilder, sql } from 'kysely';

/** The branches that somebody is held to; null for whoever sees all that is in the book. */
export type NearBranches = readonly string[] | null;

/** Whether a branch, over this column, is one of them. */
export const isNearBranch = (column: string, near: NearBranches): RawBuilder<boolean> =>
  near === null ? sql`true` : sql`${sql.ref(column)} = any (${[...near]}::uuid[])`;

/** The same of what may be of all branches, over a column that is null then. */
export const isNearBranchOrNone = (column: string, near: NearBranches): RawBuilder<boolean> =>
  near === null ? sql`true` : sql`(${sql.ref(column)} is null or ${isNearBranch(column, near)})`;

/** Whether the patient over alias `p` was registered at one of them, or has an appointment there. */
export const isNearPatient = (organisationId: string, near: NearBranches): RawBuilder<boolean> =>
  near === null
    ? sql`true`
    : sql`(p.branch_id = any (${[...near]}::uuid[]) or exists (
        select 1 from appointment near where near.organisation_id = ${organisationId}
          and near.patient_id = p.id and near.branch_id = any (${[...near]}::uuid[])))`;

/** Whether a doctor, over this column, works at one of them, or did. */
export const isNearDoctor = (
  column: string,
  organisationId: string,
  near: NearBranches,
): RawBuilder<boolean> =>
  near === null
    ? sql`true`
    : sql`exists (select 1 from doctor_branch near where near.organisation_id = ${organisationId}
        and near.doctor_id = ${sql.ref(column)} and near.branch_id = any (${[...near]}::uuid[]))`;
