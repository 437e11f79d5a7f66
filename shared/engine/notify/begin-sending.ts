import { derivedId } from '../../core/ids.ts';
import { chooseChannel } from '../../domain/notify/choose-channel.ts';
import { isStillTrue } from '../../domain/notify/is-still-true.ts';
import { quietUntilMs } from '../../domain/notify/quiet-until.ts';
import { writeMessage } from '../../domain/notify/write-message.ts';
import type { Channel, Notification } from '../../model/notification.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import type { Store } from '../store/open-store.ts';
import type { Stored } from '../store/stored.ts';
import { type ClaimedNotification, FORGET, POSTPONE, RENEW_LEASE } from './claim-due.ts';
import { loadMessage } from './load-message.ts';
import { SEND } from './send-cause.ts';

/** A message on its way: written as `sending` before the gateway is called. */
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

/** For what this process can do now. */
export interface Sending {
  /** The name under which it claimed the notification. */
  readonly by: string;
  /** Whether there is a gateway for the channel: until when it wants none, or null for none at all. */
  readonly pausedUntilMs: (channel: Channel) => number | null;
}

/** An appointment may become firm any moment. */
const NOT_YET_MS = 20_000;

/**
 * Looks whether a claimed notification is still to be sent, and writes that it is being sent. null
 * when it is not: withdrawn, nobody to send it to, not now, or another process has it.
 */
export const beginSending = (
  store: Store,
  claimed: ClaimedNotification,
  sending: Sending,
): Promise<OutgoingMessage | null> =>
  store.write(claimed.organisationId, SEND, async (tx) => {
    const { organisationId, id } = claimed;
    const lease = await tx.session.query(RENEW_LEASE, [organisationId, id, sending.by]);
    const [mine] = lease.rows as readonly { readonly doubtMs: number | null }[];
    if (!mine) return null;
    const before = await loadRecord(tx, organisationId, 'notification', id);
    const isDoubted = before?.state === 'sending' && mine.doubtMs !== null;
    if (before === null || (before.state !== 'waiting' && !isDoubted)) {
      // Whoever sent it ended before it heard how that went: nobody can say.
      if (before?.state === 'sending') settle(tx, before, 'unknown', 'process-ended');
      await tx.session.query(FORGET, [organisationId, id]);
      return null;
    }
    if (await isHealing(tx)) return postpone(tx, id, NOT_YET_MS, mine.doubtMs);
    return decide(tx, before, { ...sending, doubtMs: mine.doubtMs });
  });

type Deciding = Sending & { readonly doubtMs: number | null };

async function decide(
  tx: WriteTx,
  before: Stored<Notification>,
  { pausedUntilMs, doubtMs }: Deciding,
): Promise<OutgoingMessage | null> {
  const { id, organisationId } = before;
  const { standing, contact, facts, text } = await loadMessage(tx, before);
  const truth = isStillTrue(before, standing);
  const end = async (
    state: Notification['state'],
    reason: string | null,
    changes: Partial<Notification> = {},
  ): Promise<null> => {
    settle(tx, { ...before, ...changes }, doubtMs === null ? state : 'unknown', reason);
    await tx.session.query(FORGET, [organisationId, id]);
    return null;
  };
  if (truth === 'no') {
    return end('withdrawn', standing.offer === 'no-answer' ? 'deadline' : 'overtaken');
  }
  if (before.startMs <= tx.nowMs) return end('withdrawn', 'past');
  if (truth === 'not-yet') return postpone(tx, id, NOT_YET_MS, doubtMs);
  const { channel, state } = chooseChannel(contact);
  if (channel === null) return end(state, null, { channel });
  const freeMs = pausedUntilMs(channel);
  if (freeMs === null) return end('failed', 'not-set-up');
  if (freeMs > tx.nowMs) return postpone(tx, id, freeMs - tx.nowMs, doubtMs);
  const quietMs = await loadQuietUntil(tx, before.branchId, facts.timeZone);
  if (quietMs !== null) return postpone(tx, id, quietMs - tx.nowMs, doubtMs);
  const attempts = before.attempts + 1;
  tx.put('notification', { ...before, channel, state: 'sending', attempts }, before);
  const to = (channel === 'sms' ? contact?.phone : contact?.email) ?? '';
  return {
    ...{ organisationId, id, key: before.key, channel, to, doubtMs, startedMs: tx.nowMs },
    ...writeMessage(before.kind, channel, facts, { text, extra: before.extra }),
  };
}

async function loadQuietUntil(
  tx: WriteTx,
  branchId: string,
  timeZone: string,
): Promise<number | null> {
  const id = derivedId(branchId, 'messaging');
  const messaging = await loadRecord(tx, tx.book.organisationId, 'messaging', id);
  return messaging && quietUntilMs(knownTimeZone(timeZone), messaging, tx.nowMs);
}

async function postpone(
  tx: WriteTx,
  id: string,
  byMs: number,
  doubtMs: number | null,
): Promise<null> {
  await tx.session.query(POSTPONE, [tx.book.organisationId, id, tx.nowMs + byMs, doubtMs]);
  return null;
}

function settle(
  tx: WriteTx,
  before: Stored<Notification>,
  state: Notification['state'],
  reason: string | null,
): void {
  tx.put('notification', { ...before, state, reason, settledMs: tx.nowMs }, before);
}
