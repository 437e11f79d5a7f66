import { sql } from 'kysely';
import { type DeskSource, departedSince, writtenSince } from './desk-source.ts';

/** Time of doctors that is taken where this replica has no appointment to show: another branch. */
export const busySource: DeskSource = {
  tables: ['claim', 'appointment'],
  windowed: true,
  columns: 't.id, t.branch_id, t.doctor_id, t.start_ms, t.end_ms, t.verdict',
  from: 'claim t',
  visible: () => sql`not exists (select 1 from appointment a
    where a.organisation_id = t.organisation_id and a.id = t.id)`,
  changed: (at, seq) => sql`${writtenSince('claim', at, seq)}
    union ${departedSince('claim', at, seq)}
    union ${writtenSince('appointment', at, seq)}
    union ${departedSince('appointment', at, seq)}`,
  toRow: (row) => row,
};
