import { type Change, noticesOf } from '../../domain/notify/notices-of.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Notification } from '../../model/notification.ts';
import type { Patient } from '../../model/patient.ts';
import { aboutVisit, asMessages, noticeId, notificationOf } from '../notify/notification-of.ts';
import { withdrawUnsent } from '../notify/withdraw-unsent.ts';
import { loadPersons } from '../queries/load-persons.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import type { RecordKind, RecordShapes } from '../store/kind-info.ts';
import type { IntentContext } from './intent-context.ts';

/** Whom to tell of what was done: nobody, everybody it is about, or of these appointments. */
export type Tell = 'nobody' | 'everybody' | ReadonlySet<string>;

type Noting = Pick<IntentContext, 'tx' | 'newId'> & { readonly intentId: string | null };

/**
 * After appointments were changed: withdraws what was to be told of them and is not true any more,
 * and writes what is to be told now, in the same transaction. Somebody who was never told of a
 * booking is told of it as one when it has moved. `extra` is said in each message beside its text.
 */
export async function noteNotifications(
  { tx, newId, intentId }: Noting,
  tell: Tell,
  extra: string | null = null,
): Promise<void> {
  const appointments = changesOf(tx, 'appointment');
  const { overtaken, notices } = noticesOf(appointments, changesOf(tx, 'conflict'));
  const neverTold = await withdrawUnsent(tx, overtaken);
  const wanted = [...notices].filter(
    ([id]) => tell !== 'nobody' && (tell === 'everybody' || tell.has(id)),
  );
  if (wanted.length === 0) return;
  const about = await loadAppointments(tx, new Set(wanted.map(([id]) => id)), appointments);
  const patients = await loadPatients(tx, about);
  const told: Notification[] = [];
  for (const [appointmentId, found] of wanted) {
    const appointment = about.get(appointmentId);
    if (!appointment || appointment.startMs <= tx.nowMs) continue;
    // The patient is told of the visit, once.
    if (appointment.assistsId !== null) continue;
    const kind = found === 'moved' && neverTold.has(appointmentId) ? 'booked' : found;
    const id = noticeId(intentId, { appointmentId, kind }, newId);
    const patient = patients.get(appointment.patientId) ?? null;
    const said = { id, key: newId(), kind, atMs: tx.nowMs, extra };
    told.push(notificationOf(aboutVisit(appointment), patient, said));
  }
  for (const one of asMessages(intentId, told)) tx.put('notification', one, null);
}

function changesOf<K extends RecordKind>(tx: WriteTx, kind: K): readonly Change<RecordShapes[K]>[] {
  return tx.puts().filter((put) => put.kind === kind) as never;
}

async function loadAppointments(
  tx: WriteTx,
  ids: ReadonlySet<string>,
  changed: readonly Change<Appointment>[],
): Promise<ReadonlyMap<string, Appointment>> {
  const known = new Map(changed.map(({ after }) => [after.id, after]));
  const others = [...ids].filter((id) => !known.has(id));
  const { organisationId } = tx.book;
  for (const one of await loadRecords(tx, organisationId, 'appointment', others)) {
    known.set(one.id, one);
  }
  return known;
}

/** Also who is new, and stored with the appointment. */
async function loadPatients(
  tx: WriteTx,
  about: ReadonlyMap<string, Appointment>,
): Promise<ReadonlyMap<string, Patient>> {
  const ids = [...about.values()].map(({ patientId }) => patientId);
  const patients = new Map<string, Patient>(await loadPersons(tx, tx.book.organisationId, ids));
  for (const { after } of changesOf(tx, 'patient')) patients.set(after.id, after);
  return patients;
}
