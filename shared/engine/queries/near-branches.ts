import { type RawBuilder, sql } from 'kysely';

/** The branches that somebody is held to; null for whoever sees all that is in the book. */
export type NearBranches = readonly string[] | null;

/** Whether a branch, over this column, is one of them. */
export const isNearBranch = (column: string, near: NearBranches): RawBuilder<boolean> =>
  near === null ? sql`true` : sql`${sql.ref(column)} = any (${[...near]}::uuid[])`;

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

/** Whether what is of one branch, or of all (null), is seen by whoever is held to these. */
export const isOfBranches =
  (near: NearBranches) =>
  ({ branchId }: { readonly branchId: string | null }): boolean =>
    near === null || branchId === null || near.includes(branchId);
