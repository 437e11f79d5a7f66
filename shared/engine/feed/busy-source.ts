import { changedSince, type DeskSource, SAME_ID } from './desk-source.ts';

/** Time of doctors that is taken where this replica has no appointment to show: another branch. */
export const busySource: DeskSource = {
  windowed: 'visits',
  columns: `t.id, t.branch_id as "branchId", t.doctor_id as "doctorId",
    t.start_ms as "startMs", t.end_ms as "endMs", t.verdict`,
  from: 'claim t',
  visible: `not exists (select 1 from appointment a
    where a.organisation_id = t.organisation_id and a.id = t.id)`,
  changedBy: { claim: changedSince('claim'), appointment: changedSince('appointment') },
  shownIn: { claim: SAME_ID, appointment: SAME_ID },
  toRow: (row) => row,
};
