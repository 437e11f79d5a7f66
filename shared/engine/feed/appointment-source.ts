import { sql } from 'kysely';
import { type ClaimRecord, isFirm } from '../../model/claim.ts';
import type { DeskAppointment } from '../../wire/desk/rows.ts';
import { changedSince, type DeskSource, fieldColumns, type Row } from './desk-source.ts';

/**
 * Appointments with their patient and the verdict on their claim. Cancelled and superseded ones
 * are rows like others: the desk decides how they look.
 */
export const appointmentSource: DeskSource = {
  windowed: 'visits',
  columns: `${fieldColumns('appointment')}, coalesce(p.name, '') as patient_name,
    p.phone as patient_phone, c.verdict, c.blocker_id, c.with_right as claim_with_right,
    c.endorsed, b.central_url is not null and exists (select 1 from dirty d
      where d.organisation_id = t.organisation_id and d.kind = 'appointment' and d.id = t.id)
      as unsynced`,
  from: `appointment t
    join book b on b.organisation_id = t.organisation_id
    left join patient p on p.organisation_id = t.organisation_id and p.id = t.patient_id
    left join claim c on c.organisation_id = t.organisation_id and c.id = t.id`,
  visible: () => sql`true`,
  changedBy: {
    appointment: changedSince('appointment'),
    claim: changedSince('claim'),
    acknowledged: (at, seq) => sql`select t.id from acknowledged a
      join appointment t on t.organisation_id = a.organisation_id
        and t.seq between a.first_seq and a.last_seq
      where a.organisation_id = ${at.organisationId} and a.seq > ${seq}`,
    patient: (at, seq) => sql`select id from appointment
      where organisation_id = ${at.organisationId} and patient_id = any (array(
        select p.id from patient p
        where p.organisation_id = ${at.organisationId} and p.seq > ${seq}))`,
  },
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
