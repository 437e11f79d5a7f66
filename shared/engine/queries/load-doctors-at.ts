import type { ReadDb } from '../store/handles.ts';

/** Who works at a branch, and may share working time there. */
export async function loadDoctorsAt(
  { kysely }: ReadDb,
  organisationId: string,
  branchId: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return kysely
    .selectFrom('doctorBranch')
    .innerJoin('doctor', (join) =>
      join
        .onRef('doctor.organisationId', '=', 'doctorBranch.organisationId')
        .onRef('doctor.id', '=', 'doctorBranch.doctorId'),
    )
    .select(['doctor.id', 'doctor.name'])
    .where('doctorBranch.organisationId', '=', organisationId)
    .where('doctorBranch.branchId', '=', branchId)
    .where('doctorBranch.deleted', '=', false)
    .where('doctor.active', '=', true)
    .execute();
}
