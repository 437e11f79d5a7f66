import { derivedId } from '../../core/ids.ts';
import { chooseChannel } from '../../domain/notify/choose-channel.ts';
import { isStillTrue } from '../../domain/notify/is-still-true.ts';
import { quietUntilMs } from '../../domain/notify/quiet-until.ts';
import { textKindOf, writeMessage } from '../../domain/notify/write-message.ts';
import type { Channel, Notification } from '../../model/notification.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { loadMessaging } from '../queries/load-messaging.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadTogether } from '../queries/load-together.ts';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import type { Store } from '../store/open-store.ts';
import type { Stored } from '../store/stored.ts';
import { type ClaimedNotification, FORGET, LEASE_TO, POSTPONE, RENEW_LEASE } from './claim-due.ts';
import { factsOfAll, type LoadedMessage, loadMessage, loadOwnText } from './load-message.ts';
import { SEND } from './send-cause.ts';

/** A message on its way to whoever delivers it. */
export interface OutgoingMessage extends ClaimedNotification {
  readonly key: string;
  readonly channel: Channel;
  /** A telephone number as the clinic wrote it, or an e-mail address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** When the attempt began that the gateway may have taken; null when there is no such doubt. */
  readonly doubtMs: number | null;
  readonly startedMs: number;
}

/** Of what a patient is told: written as `sending` before the gateway is called. */
export interface PatientMessage extends OutgoingMessage {
  /** All notifications that it tells of. */
  readonly ids: readonly string[];
}

/** For what this process can do now. */
export interface Sending {
  /** The name under which it claimed the notification. */
  readonly by: string;
  /** Whether there is a gateway for the channel: until when it wants none, or null for none at all. */
  readonly pausedUntilMs: (channel: Channel) => number | null;
}

/** An appointment may become firm any moment. */
const NOT_YET_MS = 20_000;
/** So long after they were asked for, visits of one message wait for one of them to become firm. */
const TOGETHER_MS = 10 * 60_000;

/**
 * Looks whether a claimed notification is still to be sent, with what is told in the same message,
 * and writes that it is being sent. null when it is not: withdrawn, nobody to send it to, not now,
 * or another process has it.
 */
export const beginSending = (
  store: Store,
  claimed: ClaimedNotification,
  sending: Sending,
): Promise<PatientMessage | null> =>
  store.write(claimed.organisationId, SEND, async (tx) => {
    const { organisationId, id } = claimed;
    const lease = await tx.session.query(RENEW_LEASE, [organisationId, id, sending.by]);
    const [mine] = lease.rows as readonly { readonly doubtMs: number | null }[];
    if (!mine) return null;
    const before = await loadRecord(tx, organisationId, 'notification', id);
    if (before === null) return forget(tx, [id]);
    const together = (await loadTogether(tx, before)).filter(({ state }) => state === before.state);
    const isDoubted = before.state === 'sending' && mine.doubtMs !== null;
    if (before.state !== 'waiting' && !isDoubted) {
      // Whoever sent it ended before it heard how that went: nobody can say.
      const lost = before.state === 'sending' ? together : [];
      for (const one of lost) settle(tx, one, 'unknown', 'process-ended');
      return forget(tx, [id, ...idsOf(lost)]);
    }
    if (await isHealing(tx)) return postpone(tx, together, NOT_YET_MS, mine.doubtMs);
    const told: Told[] = [];
    for (const one of together) told.push({ before: one, ...(await loadMessage(tx, one)) });
    const ready = isDoubted
      ? await allOrUnknown(tx, told, mine.doubtMs)
      : await stillTrue(tx, told);
    const [first, ...others] = ready;
    return first ? decide(tx, [first, ...others], { ...sending, doubtMs: mine.doubtMs }) : null;
  });

interface Told extends LoadedMessage {
  readonly before: Stored<Notification>;
}

const truthOf = ({ before, standing }: Told): ReturnType<typeof isStillTrue> =>
  isStillTrue(before, standing);

/** What the gateway may have taken is asked for as it was: with less in it, it would be another. */
async function allOrUnknown(
  tx: WriteTx,
  told: readonly Told[],
  doubtMs: number | null,
): Promise<readonly Told[]> {
  const isOver = told.some((one) => truthOf(one) === 'no' || one.before.startMs <= tx.nowMs);
  if (isOver) {
    for (const { before } of told) settle(tx, before, 'unknown', 'overtaken');
    await forget(tx, idsOf(recordsOf(told)));
    return [];
  }
  if (told.every((one) => truthOf(one) === 'yes')) return told;
  await postpone(tx, recordsOf(told), NOT_YET_MS, doubtMs);
  return [];
}

/** Withdraws what is not so any more; the rest, once all of it is firm, or what is after a while. */
async function stillTrue(tx: WriteTx, told: readonly Told[]): Promise<readonly Told[]> {
  const withdrawn: string[] = [];
  const firm: Told[] = [];
  const open: Told[] = [];
  for (const one of told) {
    const { before, standing } = one;
    const truth = truthOf(one);
    const isOver = before.startMs <= tx.nowMs;
    if (truth === 'no' || isOver) {
      const late = standing.offer === 'no-answer' ? 'deadline' : 'overtaken';
      settle(tx, before, 'withdrawn', truth === 'no' ? late : 'past');
      withdrawn.push(before.id);
    } else (truth === 'yes' ? firm : open).push(one);
  }
  await forget(tx, withdrawn);
  if (open.length === 0) return firm;
  const isHoped = firm.every(({ before }) => tx.nowMs < before.atMs + TOGETHER_MS);
  const later = isHoped ? [...firm, ...open] : open;
  await postpone(tx, recordsOf(later), NOT_YET_MS, null);
  if (isHoped) return [];
  // What is told later is another message, which a gateway would not take under the same key.
  for (const { before } of open) {
    tx.put('notification', { ...before, key: derivedId(before.key, `after ${tx.nowMs}`) }, before);
  }
  return firm;
}

type Deciding = Sending & { readonly doubtMs: number | null };

async function decide(
  tx: WriteTx,
  told: readonly [Told, ...Told[]],
  { pausedUntilMs, doubtMs }: Deciding,
): Promise<PatientMessage | null> {
  const [first] = told;
  const { contact } = first;
  const before = recordsOf(told);
  const end = async (
    state: Notification['state'],
    reason: string | null,
    changes: Partial<Notification> = {},
  ): Promise<null> => {
    for (const one of before) {
      settle(tx, one, doubtMs === null ? state : 'unknown', reason, changes);
    }
    return forget(tx, idsOf(before));
  };
  const { channel, state } = chooseChannel(contact);
  if (channel === null) return end(state, null, { channel });
  const freeMs = pausedUntilMs(channel);
  if (freeMs === null) return end('failed', 'not-set-up');
  if (freeMs > tx.nowMs) return postpone(tx, before, freeMs - tx.nowMs, doubtMs);
  const quietMs = await loadQuietUntil(tx, first.before.branchId, first.facts.timeZone);
  if (quietMs !== null) return postpone(tx, before, quietMs - tx.nowMs, doubtMs);
  const key = doubtMs === null ? await unusedKey(tx, first.before) : first.before.key;
  const attempts = Math.max(...before.map((one) => one.attempts)) + 1;
  for (const one of before) {
    tx.put('notification', { ...one, channel, key, state: 'sending', attempts }, one);
  }
  const { organisationId, id, kind, language, extra } = first.before;
  const ids = idsOf(before);
  await tx.session.query(LEASE_TO, [organisationId, ids, id]);
  const textKind = textKindOf(kind, told.length);
  const facts = factsOfAll([first.facts, ...told.slice(1).map((one) => one.facts)]);
  const own = { text: await loadOwnText(tx, textKind, language), extra };
  const to = (channel === 'sms' ? contact?.phone : contact?.email) ?? '';
  return {
    ...{ organisationId, id, ids, key, channel, to, doubtMs, startedMs: tx.nowMs },
    ...writeMessage(textKind, channel, facts, own),
  };
}

/** Another where something was sent under it already: what came after it is another message. */
async function unusedKey(tx: WriteTx, one: Stored<Notification>): Promise<string> {
  const all = await loadTogether(tx, one);
  const isUsed = all.some(({ state }) => TRIED.includes(state));
  return isUsed ? derivedId(one.key, `after ${tx.nowMs}`) : one.key;
}

const TRIED: readonly Notification['state'][] = ['sending', 'unknown', 'sent', 'failed'];

async function loadQuietUntil(
  tx: WriteTx,
  branchId: string,
  timeZone: string,
): Promise<number | null> {
  const messaging = await loadMessaging(tx, tx.book.organisationId, branchId);
  return messaging && quietUntilMs(knownTimeZone(timeZone), messaging, tx.nowMs);
}

async function postpone(
  tx: WriteTx,
  those: readonly Stored<Notification>[],
  byMs: number,
  doubtMs: number | null,
): Promise<null> {
  await tx.session.query(POSTPONE, [
    tx.book.organisationId,
    idsOf(those),
    tx.nowMs + byMs,
    doubtMs,
  ]);
  return null;
}

async function forget(tx: WriteTx, ids: readonly string[]): Promise<null> {
  await tx.session.query(FORGET, [tx.book.organisationId, ids]);
  return null;
}

const recordsOf = (told: readonly Told[]): readonly Stored<Notification>[] =>
  told.map(({ before }) => before);

const idsOf = (those: readonly { readonly id: string }[]): readonly string[] =>
  those.map(({ id }) => id);

function settle(
  tx: WriteTx,
  before: Stored<Notification>,
  state: Notification['state'],
  reason: string | null,
  changes: Partial<Notification> = {},
): void {
  tx.put('notification', { ...before, ...changes, state, reason, settledMs: tx.nowMs }, before);
}
