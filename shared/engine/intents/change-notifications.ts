import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { chooseChannel } from '../../domain/notify/choose-channel.ts';
import {
  findUnknownPlaceholders,
  placeholdersOf,
} from '../../domain/notify/find-unknown-placeholders.ts';
import { OFFER_MINUTES, OFFER_NOTICE_MIN, TO_CALL } from '../../model/choices.ts';
import type { IntentKind } from '../../model/intent.ts';
import type { Notification } from '../../model/notification.ts';
import type { Refusal } from '../../model/refusal.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadRecord } from '../queries/load-record.ts';
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
  const id = derivedId(branchId, 'messaging');
  const before = await loadRecord(tx, organisationId, 'messaging', id);
  const { offerNoticeMin, offerMinutes, ...said } = input;
  const offers = {
    offerNoticeMin: offerNoticeMin ?? before?.offerNoticeMin ?? OFFER_NOTICE_MIN,
    offerMinutes: offerMinutes ?? before?.offerMinutes ?? OFFER_MINUTES,
  };
  tx.put('messaging', { ...said, ...offers, id }, before);
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
export const sendAgain: IntentHandler<'send-again'> = async (context, { notificationId }) => {
  const { tx, newId } = context;
  const found = await loadOwn(context, 'send-again', notificationId);
  if (!found.ok) return found;
  const before = found.value;
  if (!TO_CALL.includes(before.state)) {
    return err({ kind: 'already-resolved', state: before.state });
  }
  if (before.startMs <= tx.nowMs) {
    return err({ kind: 'in-the-past', startMs: before.startMs, nowMs: tx.nowMs });
  }
  const patient = await loadRecord(tx, tx.book.organisationId, 'patient', before.patientId);
  const fresh = { key: newId(), attempts: 0, reason: null, settledMs: null };
  const language = patient?.language ?? before.language;
  tx.put('notification', { ...before, ...fresh, language, ...chooseChannel(patient) }, before);
  return ok({ recordId: before.id, undoable: false });
};

/** Somebody told the patient by telephone: nothing is sent any more, and the time is promised. */
export const markTold: IntentHandler<'mark-told'> = async (context, { notificationId }) => {
  const { tx } = context;
  const found = await loadOwn(context, 'mark-told', notificationId);
  if (!found.ok) return found;
  const before = found.value;
  if (![...TO_CALL, 'waiting'].includes(before.state)) {
    return err({ kind: 'already-resolved', state: before.state });
  }
  tx.put('notification', { ...before, state: 'told', settledMs: tx.nowMs }, before);
  const appointment = await loadRecord(
    tx,
    tx.book.organisationId,
    'appointment',
    before.appointmentId,
  );
  if (appointment && isPromised(before, appointment)) {
    const told = { ...appointment, toldByPhone: true };
    tx.put('appointment', told, appointment);
    await deriveClaims(tx, [told]);
  }
  return ok({ recordId: before.id, undoable: true });
};

/** Whether the patient was told of the time that the appointment has. */
const isPromised = (
  { kind, startMs }: Notification,
  appointment: { readonly status: string; readonly startMs: number },
): boolean =>
  (kind === 'booked' || kind === 'moved') &&
  appointment.status === 'booked' &&
  appointment.startMs === startMs;

async function loadOwn(
  { tx, actor }: IntentContext,
  intent: IntentKind,
  id: string,
): Promise<Result<Stored<Notification>, Refusal>> {
  const notification = await loadRecord(tx, tx.book.organisationId, 'notification', id);
  if (!notification) return err({ kind: 'unknown-record', record: 'message', id });
  const access = decideAccess(actor, intent, notification);
  return access.ok ? ok(notification) : access;
}
