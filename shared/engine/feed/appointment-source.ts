import { type ClaimRecord, isFirm } from '../../model/claim.ts';
import type { DeskAppointment } from '../../wire/desk/rows.ts';
import { ofPerson, recordsUnder } from '../store/person.ts';
import { changedSince, type DeskSource, fieldColumns, type Row, SAME_ID } from './desk-source.ts';

/**
 * Appointments with their patient and the verdict on their claim. Cancelled and superseded ones
 * are rows like others: the desk decides how they look.
 */
export const appointmentSource: DeskSource = {
  windowed: 'visits',
  columns: `${fieldColumns('appointment')}, coalesce(${ofPerson('name')}, '') as "patientName",
    ${ofPerson('phone')} as "patientPhone", c.verdict, c.blocker_id as "blockerId",
    c.with_right as "claimWithRight",
    c.endorsed, b.central_url is not null and exists (select 1 from dirty d
      where d.organisation_id = t.organisation_id and d.kind = 'appointment' and d.id = t.id)
      as unsynced`,
  from: `appointment t
    join book b on b.organisation_id = t.organisation_id
    left join patient p on p.organisation_id = t.organisation_id and p.id = t.patient_id
    left join claim c on c.organisation_id = t.organisation_id and c.id = t.id`,
  visible: 'true',
  changedBy: {
    appointment: changedSince('appointment'),
    claim: changedSince('claim'),
    acknowledged: `select t.id from acknowledged a
      join appointment t on t.organisation_id = a.organisation_id
        and t.seq between a.first_seq and a.last_seq
      where a.organisation_id = $1 and a.seq > $2`,
    patient: `select id from appointment
      where organisation_id = $1 and patient_id = any (${recordsUnder(
        'select p.id from patient p where p.organisation_id = $1 and p.seq > $2',
      )})`,
  },
  shownIn: { appointment: SAME_ID, claim: SAME_ID },
  toRow,
};

type Joined = Omit<DeskAppointment, 'verdict' | 'firm'> & {
  readonly verdict: ClaimRecord['verdict'] | null;
  readonly claimWithRight: boolean;
  readonly endorsed: boolean;
};

function toRow(row: Row): Row {
  const { verdict, claimWithRight, endorsed, ...rest } = row as unknown as Joined;
  const firm = verdict !== null && isFirm({ verdict, withRight: claimWithRight, endorsed });
  const shown: DeskAppointment = { ...rest, verdict: verdict ?? 'none', firm };
  return shown as unknown as Row;
}
