import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { chooseChannel } from '../../domain/notify/choose-channel.ts';
import {
  findUnknownPlaceholders,
  placeholdersOf,
} from '../../domain/notify/find-unknown-placeholders.ts';
import type { Appointment } from '../../model/appointment.ts';
import { NEW_CONTACT, OFFER_MINUTES, OFFER_NOTICE_MIN, TO_CALL } from '../../model/choices.ts';
import type { IntentInput, IntentKind } from '../../model/intent.ts';
import type { Notification } from '../../model/notification.ts';
import type { Refusal } from '../../model/refusal.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadMessaging, messagingId } from '../queries/load-messaging.ts';
import { loadPerson } from '../queries/load-persons.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadTogether } from '../queries/load-together.ts';
import { textId } from '../queries/text-id.ts';
import type { Stored } from '../store/stored.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';

/** Of what the patients of a branch are told, and who is asked first. */
export const saveMessaging: IntentHandler<'save-messaging'> = async ({ tx, actor }, input) => {
  const { organisationId } = tx.book;
  const { branchId } = input;
  const access = decideAccess(actor, 'save-messaging', { branchId });
  if (!access.ok) return access;
  const branch = await loadRecord(tx, organisationId, 'branch', branchId);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: branchId });
  const id = messagingId(branchId);
  const before = await loadMessaging(tx, organisationId, branchId);
  const { offerNoticeMin, offerMinutes, language, ...said } = input;
  const kept = {
    offerNoticeMin: offerNoticeMin ?? before?.offerNoticeMin ?? OFFER_NOTICE_MIN,
    offerMinutes: offerMinutes ?? before?.offerMinutes ?? OFFER_MINUTES,
    language: language ?? before?.language ?? NEW_CONTACT.language,
  };
  tx.put('messaging', { ...said, ...kept, id }, before);
  return ok({ recordId: id, undoable: false });
};

/** What patients are told of one kind of thing, at every branch; null is the standard text again. */
export const saveMessageText: IntentHandler<'save-message-text'> = async (
  { tx, actor },
  { kind, language, text },
) => {
  const intent = 'save-message-text';
  const access = decideAccess(actor, intent, {});
  if (!access.ok) return access;
  if (actor.branchIds.length > 0) return err({ kind: 'not-permitted', intent, role: actor.role });
  const names = text === null ? [] : findUnknownPlaceholders(kind, text);
  if (names.length > 0)
    return err({ kind: 'unknown-placeholder', names, known: placeholdersOf(kind) });
  const { organisationId } = tx.book;
  const id = textId(organisationId, kind, language);
  const before = await loadRecord(tx, organisationId, 'messageText', id);
  tx.put('messageText', { id, kind, language, text }, before);
  return ok({ recordId: id, undoable: false });
};

/**
 * Sends what could not be sent, or of which nobody knows whether it was, once more: under another
 * key, for a person decided it. The patient may have another number by now.
 */
export const sendAgain: IntentHandler<'send-again'> = async (context, input) => {
  const { tx, newId } = context;
  const found = await loadOwn(context, 'send-again', input, TO_CALL);
  if (!found.ok) return found;
  const [{ patientId }] = found.value;
  const ahead = found.value.filter(({ startMs }) => startMs > tx.nowMs);
  if (ahead.length === 0) {
    return err({ kind: 'in-the-past', startMs: found.value[0].startMs, nowMs: tx.nowMs });
  }
  const patient = await loadPerson(tx, tx.book.organisationId, patientId);
  const fresh = { key: newId(), attempts: 0, reason: null, settledMs: null };
  for (const before of ahead) {
    const language = patient?.language ?? before.language;
    tx.put('notification', { ...before, ...fresh, language, ...chooseChannel(patient) }, before);
  }
  return ok({ recordId: input.notificationId, undoable: false });
};

/** Somebody told the patient by telephone: nothing is sent any more, and the time is promised. */
export const markTold: IntentHandler<'mark-told'> = async (context, input) => {
  const { tx } = context;
  const found = await loadOwn(context, 'mark-told', input, [...TO_CALL, 'waiting']);
  if (!found.ok) return found;
  const promised: Stored<Appointment>[] = [];
  for (const before of found.value) {
    tx.put('notification', { ...before, state: 'told', settledMs: tx.nowMs }, before);
    const { organisationId } = tx.book;
    const appointment = await loadRecord(tx, organisationId, 'appointment', before.appointmentId);
    if (appointment && isPromised(before, appointment)) promised.push(appointment);
  }
  const told = promised.map((before) => ({ before, after: { ...before, toldByPhone: true } }));
  for (const { before, after } of told) tx.put('appointment', after, before);
  await deriveClaims(
    tx,
    told.map(({ after }) => after),
  );
  return ok({ recordId: input.notificationId, undoable: true });
};

/** Whether the patient was told of the time that the appointment has. */
const isPromised = (
  { kind, startMs }: Notification,
  appointment: { readonly status: string; readonly startMs: number },
): boolean =>
  (kind === 'booked' || kind === 'moved') &&
  appointment.status === 'booked' &&
  appointment.startMs === startMs;

/** The notification, and where that is asked the others of its message, that are in such a state. */
async function loadOwn(
  { tx, actor }: IntentContext,
  intent: IntentKind,
  { notificationId, together = false }: IntentInput<'mark-told'>,
  states: readonly string[],
): Promise<Result<readonly [Stored<Notification>, ...Stored<Notification>[]], Refusal>> {
  const { organisationId } = tx.book;
  const asked = await loadRecord(tx, organisationId, 'notification', notificationId);
  if (!asked) return err({ kind: 'unknown-record', record: 'message', id: notificationId });
  const all = together ? await loadTogether(tx, asked) : [asked];
  for (const one of all) {
    const access = decideAccess(actor, intent, one);
    if (!access.ok) return access;
  }
  const [first, ...others] = all.filter(({ state }) => states.includes(state));
  return first ? ok([first, ...others]) : err({ kind: 'already-resolved', state: asked.state });
}
