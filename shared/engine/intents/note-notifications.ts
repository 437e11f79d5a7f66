import { sql } from 'kysely';
import { chooseChannel } from '../../domain/notify/choose-channel.ts';
import { type Change, noticesOf } from '../../domain/notify/notices-of.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { NoticeKind, Notification } from '../../model/notification.ts';
import type { Patient } from '../../model/patient.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import type { RecordKind, RecordShapes } from '../store/kind-info.ts';
import type { Stored } from '../store/stored.ts';
import type { IntentContext } from './intent-context.ts';

/** As many visits as one message tells of; nobody has more of one doctor's in half a year. */
const VISITS_TOLD_MAX = 60;

/** Whom to tell of what was done: nobody, everybody it is about, or of these appointments. */
export type Tell = 'nobody' | 'everybody' | ReadonlySet<string>;

/**
 * After appointments were changed: withdraws what was to be told of them and is not true any more,
 * and writes what is to be told now, in the same transaction. Somebody who was never told of a
 * booking is told of it as one when it has moved. `extra` is said in each message beside its text.
 */
export async function noteNotifications(
  context: Pick<IntentContext, 'tx' | 'newId'>,
  tell: Tell,
  extra: string | null = null,
): Promise<void> {
  const { tx } = context;
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
  for (const [appointmentId, kind] of wanted) {
    const appointment = about.get(appointmentId);
    if (!appointment || appointment.startMs <= tx.nowMs) continue;
    // The patient is told of the visit, once.
    if (appointment.assistsId !== null) continue;
    const asBooking = kind === 'moved' && neverTold.has(appointmentId);
    const patient = patients.get(appointment.patientId) ?? null;
    told.push({
      ...toNotification(context, appointment, asBooking ? 'booked' : kind, patient),
      extra,
    });
  }
  for (const one of asMessages(told)) tx.put('notification', one, null);
}

/** What one patient is told of several visits at a branch, of one kind, is one message. */
function asMessages(told: readonly Notification[]): readonly Notification[] {
  const messages = new Map<string, { readonly key: string; visits: number }>();
  return told.map((one) => {
    const of = `${one.patientId} ${one.branchId} ${one.kind}`;
    const known = messages.get(of);
    const message = known && known.visits < VISITS_TOLD_MAX ? known : { key: one.key, visits: 0 };
    message.visits += 1;
    messages.set(of, message);
    return { ...one, key: message.key };
  });
}

function changesOf<K extends RecordKind>(tx: WriteTx, kind: K): readonly Change<RecordShapes[K]>[] {
  return tx.puts().filter((put) => put.kind === kind) as never;
}

/** Puts away what was not told; says of which appointments the patient never heard. */
export async function withdrawUnsent(
  tx: WriteTx,
  appointmentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (appointmentIds.length === 0) return new Set();
  const unsent = await loadUnsent(tx, appointmentIds);
  for (const before of unsent) {
    const after = { ...before, state: 'withdrawn' as const, reason: 'overtaken' };
    tx.put('notification', { ...after, settledMs: tx.nowMs }, before);
  }
  return new Set(
    unsent.filter(({ kind }) => kind === 'booked').map(({ appointmentId }) => appointmentId),
  );
}

/** What nobody was told yet of these appointments. */
const loadUnsent = (
  tx: WriteTx,
  appointmentIds: readonly string[],
): Promise<readonly Stored<Notification>[]> =>
  tx.kysely
    .selectFrom('notification')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('appointmentId', '=', sql<string>`any (${[...appointmentIds]}::uuid[])`)
    .where('state', 'in', ['waiting', 'no-address', 'opted-out', 'failed'])
    .execute();

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
  const ids = new Set([...about.values()].map(({ patientId }) => patientId));
  const known = await loadRecords(tx, tx.book.organisationId, 'patient', [...ids]);
  const patients = new Map<string, Patient>(known.map((one) => [one.id, one]));
  for (const { after } of changesOf(tx, 'patient')) patients.set(after.id, after);
  return patients;
}

function toNotification(
  { tx, newId }: Pick<IntentContext, 'tx' | 'newId'>,
  appointment: Appointment,
  kind: NoticeKind,
  patient: Patient | null,
): Notification {
  const { id: appointmentId, branchId, doctorId, patientId, startMs, endMs } = appointment;
  return {
    ...{
      id: newId(),
      appointmentId,
      wishId: null,
      branchId,
      doctorId,
      patientId,
      startMs,
      endMs,
      kind,
    },
    ...chooseChannel(patient),
    language: patient?.language ?? 'en',
    ...{ attempts: 0, key: newId(), reason: null, extra: null, atMs: tx.nowMs, settledMs: null },
  };
}
