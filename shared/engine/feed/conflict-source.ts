import { ofPerson, recordsUnder } from '../store/person.ts';
import { changedSince, type DeskSource, fieldColumns, SAME_ID } from './desk-source.ts';

/** What was dealt with stays in sight this long. */
const DONE_SHOWN_MS = 30 * 86_400_000;

/** Open conflicts whose appointment, or its patient, was written after a place in the feed. */
const openAbout = (isWritten: string): string =>
  `select c.id from conflict c
    join appointment a on a.organisation_id = c.organisation_id and a.id = c.record_id
    where c.organisation_id = $1 and c.state = 'open' and ${isWritten}`;

const PATIENT_WRITTEN = `a.patient_id = any (${recordsUnder(
  'select p.id from patient p where p.organisation_id = $1 and p.seq > $2',
)})`;

/** Conflicts with the person and the time they are about. */
export const conflictSource: DeskSource = {
  windowed: 'no',
  columns: `${fieldColumns('conflict')}, p.id as "patientId", ${ofPerson('name')} as "patientName",
    a.start_ms as "startMs", a.end_ms as "endMs", a.assists_id as "assistsId"`,
  from: `conflict t
    left join appointment a on a.organisation_id = t.organisation_id and a.id = t.record_id
    left join patient p on p.organisation_id = t.organisation_id
      and p.id = coalesce(a.patient_id, t.record_id)`,
  visible: (nowMs) => `(t.state = 'open' or t.opened_at_ms > ${nowMs} - ${DONE_SHOWN_MS})`,
  changedBy: {
    conflict: changedSince('conflict'),
    appointment: openAbout('a.seq > $2'),
    patient: openAbout(PATIENT_WRITTEN),
  },
  shownIn: { conflict: SAME_ID, appointment: "t.state = 'open' and t.record_id = $2" },
  toRow: (row) => row,
};
