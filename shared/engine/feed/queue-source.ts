import { ofPerson, recordsUnder } from '../store/person.ts';
import { changedSince, type DeskSource, fieldColumns, SAME_ID } from './desk-source.ts';

/** A night that goes on is over by then; the board shows one day. */
const SHOWN_MS = 36 * 3_600_000;

const recent = (nowMs: string): string => `t.joined_ms > ${nowMs} - ${SHOWN_MS}`;

/** Who waits, or waited, lately, with the name and the visit that goes with the ticket. */
export const queueSource: DeskSource = {
  windowed: 'no',
  columns: `${fieldColumns('queueEntry')}, coalesce(${ofPerson('name')}, '') as "patientName",
    a.status as "visitStatus", a.start_ms as "visitStartMs", a.doctor_id as "visitDoctorId",
    t.dot_replica || ':' || t.dot_counter as version`,
  from: `queue_entry t
    left join patient p on p.organisation_id = t.organisation_id and p.id = t.patient_id
    left join appointment a on a.organisation_id = t.organisation_id and a.id = t.appointment_id`,
  visible: (nowMs) => `not t.deleted and ${recent(nowMs)}`,
  changedBy: {
    queueEntry: changedSince('queueEntry'),
    appointment: `select q.id from queue_entry q
      join appointment a on a.organisation_id = q.organisation_id and a.id = q.appointment_id
      where q.organisation_id = $1 and a.seq > $2`,
    patient: `select q.id from queue_entry q
      where q.organisation_id = $1 and q.patient_id = any (${recordsUnder(
        'select p.id from patient p where p.organisation_id = $1 and p.seq > $2',
      )})`,
  },
  shownIn: {
    queueEntry: SAME_ID,
    appointment: 't.appointment_id = $2',
    patient: `t.patient_id = any (${recordsUnder('select $2::uuid as id')})`,
  },
  toRow: (row) => row,
};
