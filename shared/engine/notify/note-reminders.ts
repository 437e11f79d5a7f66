import { sql } from 'kysely';
import { derivedId, type NewId } from '../../core/ids.ts';
import { loadPersons } from '../queries/load-persons.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import type { Store } from '../store/open-store.ts';
import { aboutVisit, notificationOf } from './notification-of.ts';
import { SEND } from './send-cause.ts';

/** Reminders written in one transaction; more come with the next look. */
const AT_ONCE = 200;
/** Nobody is reminded of a visit for which they have left already. */
const TOO_LATE_MS = 30 * 60_000;

interface Due {
  readonly id: string;
}

/**
 * Visits that keep their time, of which the patient is to be reminded now, and was not. Who was booked, or moved,
 * after that was told then.
 */
const findDue = (organisationId: string, nowMs: number) => sql<Due>`
  select a.id from messaging m
  join appointment a on a.organisation_id = m.organisation_id and a.branch_id = m.branch_id
    and a.start_ms <= ${nowMs}::int8 + m.reminder_hours * 3600000::int8
    and a.start_ms > ${nowMs}::int8 + ${TOO_LATE_MS}::int8
  join claim c on c.organisation_id = a.organisation_id and c.id = a.id
    and c.verdict = 'active' and (c.with_right or c.endorsed or c.overbooked)
  where m.organisation_id = ${organisationId} and m.reminder_hours is not null
    and a.status = 'booked' and a.superseded_by is null and a.assists_id is null
    and a.made_hlc / 1024 < a.start_ms - m.reminder_hours * 3600000::int8
    and not exists (select from notification n where n.organisation_id = a.organisation_id
      and n.appointment_id = a.id and n.kind = 'reminder' and n.start_ms = a.start_ms)
  order by a.start_ms, a.id limit ${AT_ONCE}`;

/**
 * Writes the reminders that are due in an organisation, each once for a time of an appointment. At
 * central, so that patients of a branch that is switched off are reminded too. Says how many.
 */
export async function noteReminders(
  store: Store,
  organisationId: string,
  { nowMs, newId }: { readonly nowMs: number; readonly newId: NewId },
): Promise<number> {
  // Looked at without the organisation's lock first: most looks find nobody.
  const due = await store.read((db) => findDue(organisationId, nowMs).execute(db.kysely));
  if (due.rows.length === 0) return 0;
  return store.write(organisationId, { ...SEND, intentKind: 'remind' }, async (tx) => {
    if (await isHealing(tx)) return 0;
    const { rows } = await findDue(organisationId, nowMs).execute(tx.kysely);
    return putReminders(
      tx,
      rows.map(({ id }) => id),
      newId,
    );
  });
}

async function putReminders(tx: WriteTx, ids: readonly string[], newId: NewId): Promise<number> {
  const { organisationId } = tx.book;
  const appointments = await loadRecords(tx, organisationId, 'appointment', ids);
  const patientIds = appointments.map(({ patientId }) => patientId);
  const patients = await loadPersons(tx, organisationId, patientIds);
  for (const appointment of appointments) {
    const { id, patientId, startMs } = appointment;
    const said = { id: derivedId(id, `reminder ${startMs}`), key: newId(), atMs: tx.nowMs };
    const patient = patients.get(patientId) ?? null;
    const reminder = { ...said, kind: 'reminder' as const };
    tx.put('notification', notificationOf(aboutVisit(appointment), patient, reminder), null);
  }
  return appointments.length;
}
