import { ofPerson, recordsUnder } from '../store/person.ts';
import { wishIsBooked } from '../store/wish-is-booked.ts';
import { changedSince, type DeskSource, fieldColumns, SAME_ID } from './desk-source.ts';

/** What came to an end stays in sight this long. */
const SHOWN_MS = 30 * 86_400_000;

/** Who waits for a time, or did lately, with the name and the visit that they have already. */
export const wishSource: DeskSource = {
  windowed: 'no',
  columns: `${fieldColumns('wish')}, coalesce(${ofPerson('name')}, '') as "patientName",
    ${ofPerson('phone')} as "patientPhone", a.start_ms as "visitStartMs",
    ${wishIsBooked('t')} as "isBooked"`,
  from: `wish t
    left join patient p on p.organisation_id = t.organisation_id and p.id = t.patient_id
    left join appointment a on a.organisation_id = t.organisation_id and a.id = t.appointment_id
      and a.superseded_by is null and a.status = 'booked'`,
  visible: (nowMs) =>
    `not t.deleted and (t.state = 'waiting' or t.added_ms > ${nowMs} - ${SHOWN_MS})`,
  changedBy: {
    wish: changedSince('wish'),
    appointment: `select w.id from wish w
      join appointment a on a.organisation_id = w.organisation_id and a.patient_id = w.patient_id
      where w.organisation_id = $1 and w.state = 'waiting' and a.seq > $2`,
    patient: `select w.id from wish w
      where w.organisation_id = $1 and w.patient_id = any (${recordsUnder(
        'select p.id from patient p where p.organisation_id = $1 and p.seq > $2',
      )})`,
  },
  shownIn: {
    wish: SAME_ID,
    appointment: `t.state = 'waiting' and t.patient_id = (select a.patient_id from appointment a
      where a.organisation_id = t.organisation_id and a.id = $2)`,
    patient: `t.patient_id = any (${recordsUnder('select $2::uuid as id')})`,
  },
  toRow: (row) => row,
};
