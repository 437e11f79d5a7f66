import type { Clock } from '../../shared/core/clock.ts';
import type { Timers } from '../../shared/core/timers.ts';
import { beginSending, type OutgoingMessage } from '../../shared/engine/notify/begin-sending.ts';
import { type ClaimedNotification, claimDue } from '../../shared/engine/notify/claim-due.ts';
import { noteAbsences } from '../../shared/engine/notify/note-absences.ts';
import { noteReminders } from '../../shared/engine/notify/note-reminders.ts';
import { type SendOutcome, settleSending } from '../../shared/engine/notify/settle-sending.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import { loadFeeds } from '../../shared/engine/queries/load-feeds.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import type { Channel } from '../../shared/model/notification.ts';
import type { Gateway } from './gateway.ts';

export type Gateways = Readonly<Record<Channel, Gateway | null>>;

interface OutboxWork {
  readonly engine: Pick<Engine, 'store' | 'newId'>;
  readonly connector: Connector;
  readonly gateways: Gateways;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
}

/** Messages on their way at once, per process. */
const AT_ONCE = 4;
/** All who are expected in the next hours are looked through for it. */
const REMIND_MS = 60_000;
/** What changes with whoever loses a time to an absence, or has it again. */
const ABSENT = ['conflict', 'timeOff', 'closure'] as const;
/** What another process left, or what becomes due, is found within this time. */
const LOOK_MS = 3000;

/**
 * Sends, for as long as the process runs, what patients are to be told, whichever process wrote it:
 * each message is claimed by one. Begins now, and whenever something was written. Returns how to
 * stop, which waits for what is on its way.
 */
export function keepOutbox(work: OutboxWork): () => Promise<void> {
  const { engine, connector, clock, timers, onError } = work;
  const by = engine.newId();
  const pauses = new Map<Channel, number>();
  let remindedMs = 0;
  let isAbsence = true;
  let isOpen = true;
  let isAsked = false;
  let turning: Promise<void> | null = null;
  let cancel = (): void => undefined;

  /** Of visits that are near, and of absences: what central tells by itself. */
  const note = async (): Promise<void> => {
    const nowMs = clock.nowMs();
    const isTime = nowMs - remindedMs >= REMIND_MS;
    const isAsked = isAbsence;
    if (!isTime && !isAsked) return;
    isAbsence = false;
    if (isTime) remindedMs = nowMs;
    for (const { organisationId } of await engine.store.read(loadFeeds)) {
      if (await noteAbsences(engine.store, organisationId, nowMs)) isAbsence = true;
      if (!isTime) continue;
      await noteReminders(engine.store, organisationId, { nowMs, newId: engine.newId });
    }
  };
  const turn = async (): Promise<void> => {
    await note().catch(onError);
    do {
      isAsked = false;
      const claimed = await claimDue(connector, { by, nowMs: clock.nowMs(), limit: AT_ONCE });
      await Promise.all(claimed.map((one) => sendOne(work, by, pauses, one).catch(onError)));
      if (claimed.length > 0) isAsked = true;
    } while (isOpen && isAsked);
  };
  const go = (): void => {
    isAsked = true;
    if (!isOpen || turning !== null) return;
    cancel();
    turning = turn()
      .catch(onError)
      .finally(() => {
        turning = null;
        if (isOpen) cancel = timers.after(LOOK_MS, go);
      });
  };
  const stopListening = engine.store.onCommit(({ tables }) => {
    if (ABSENT.some((table) => tables.has(table))) isAbsence = true;
    if (isAbsence || tables.has('notification')) go();
  });
  go();
  return async () => {
    isOpen = false;
    cancel();
    stopListening();
    await turning;
    for (const gateway of Object.values(work.gateways)) gateway?.close();
  };
}

async function sendOne(
  { engine: { store }, gateways, clock }: OutboxWork,
  by: string,
  pauses: Map<Channel, number>,
  claimed: ClaimedNotification,
): Promise<void> {
  const message = await beginSending(store, claimed, {
    by,
    pausedUntilMs: (channel) => (gateways[channel] ? (pauses.get(channel) ?? 0) : null),
  });
  const gateway = message ? gateways[message.channel] : null;
  if (!message || !gateway) return;
  const outcome = await hand(gateway, message);
  // Who has too much to do has it for all that is to be sent that way.
  if (outcome.kind === 'not-now' && outcome.afterMs !== null) {
    pauses.set(message.channel, clock.nowMs() + Math.min(outcome.afterMs, PAUSE_MAX_MS));
  }
  await settleSending(store, message, outcome);
}

const PAUSE_MAX_MS = 6 * 3_600_000;

/** Before it is sent again, a gateway that may have taken it is asked whether it did. */
async function hand(gateway: Gateway, message: OutgoingMessage): Promise<SendOutcome> {
  if (message.doubtMs === null) return gateway.send(message);
  const found = await gateway.find(message, message.doubtMs);
  if (found === 'yes') return { kind: 'sent' };
  if (found === 'cannot-say') return { kind: 'unknown', reason: 'no-answer' };
  return gateway.send(message);
}
