import { sql } from 'kysely';
import { changedSince, type DeskSource } from './desk-source.ts';

/** Time of doctors that is taken where this replica has no appointment to show: another branch. */
export const busySource: DeskSource = {
  windowed: 'visits',
  columns: 't.id, t.branch_id, t.doctor_id, t.start_ms, t.end_ms, t.verdict',
  from: 'claim t',
  visible: () => sql`not exists (select 1 from appointment a
    where a.organisation_id = t.organisation_id and a.id = t.id)`,
  changedBy: { claim: changedSince('claim'), appointment: changedSince('appointment') },
  toRow: (row) => row,
};
