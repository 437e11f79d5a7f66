import type { Clock } from '../../shared/core/clock.ts';
import type { Timers } from '../../shared/core/timers.ts';
import {
  type ClaimedAlertMail,
  claimAlertMail,
  noteAlertMail,
} from '../../shared/engine/notify/claim-alert-mail.ts';
import { loadAlertMail, settleAlertMail } from '../../shared/engine/notify/send-alert-mail.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import { loadFeeds } from '../../shared/engine/queries/load-feeds.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import type { Gateway } from './gateway.ts';
import type { Gateways } from './keep-outbox.ts';

interface AlertMailWork {
  readonly engine: Pick<Engine, 'store' | 'newId'>;
  readonly connector: Connector;
  readonly gateways: Gateways;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
}

const AT_ONCE = 4;
/** What another process left, or what becomes due, is found within this time. */
const LOOK_MS = 15_000;

/**
 * Sends alerts by e-mail to whom the organisation chose, for as long as the process runs, whichever
 * process wrote them: each is claimed by one. Begins now, and whenever an alert was written; without
 * a server for e-mail it does nothing. Returns how to stop, which waits for what is on its way.
 */
export function keepAlertMail(options: AlertMailWork): () => Promise<void> {
  const { engine, timers, onError, gateways } = options;
  const gateway = gateways.email;
  if (gateway === null) return async () => undefined;
  const by = engine.newId();
  let isOpen = true;
  let isAsked = false;
  let turning: Promise<void> | null = null;
  let cancel = (): void => undefined;
  const go = (): void => {
    isAsked = true;
    if (!isOpen || turning !== null) return;
    cancel();
    turning = turn(options, gateway, by, () => {
      const again = isOpen && isAsked;
      isAsked = false;
      return again;
    })
      .catch(onError)
      .finally(() => {
        turning = null;
        if (isOpen) cancel = timers.after(LOOK_MS, go);
      });
  };
  const stopListening = engine.store.onCommit(({ tables }) => {
    if (tables.has('alert') || tables.has('alerting')) go();
  });
  go();
  return async () => {
    isOpen = false;
    cancel();
    stopListening();
    await turning;
  };
}

async function turn(
  options: AlertMailWork,
  gateway: Gateway,
  by: string,
  goesOn: () => boolean,
): Promise<void> {
  const { engine, connector, clock, onError } = options;
  let claimed: readonly ClaimedAlertMail[] = [];
  while (goesOn() || claimed.length > 0) {
    const nowMs = clock.nowMs();
    const at = { ...engine, connector };
    for (const { organisationId } of await engine.store.read(loadFeeds)) {
      await noteAlertMail(at, organisationId, nowMs);
    }
    claimed = await claimAlertMail(connector, { by, nowMs, limit: AT_ONCE });
    await Promise.all(claimed.map((one) => sendOne(options, gateway, one).catch(onError)));
  }
}

async function sendOne(
  { engine: { store }, connector, clock }: AlertMailWork,
  gateway: Gateway,
  claimed: ClaimedAlertMail,
): Promise<void> {
  const sending = await loadAlertMail(store, claimed, clock.nowMs());
  const outcome = sending.kind === 'send' ? await gateway.send(sending.message) : sending;
  await settleAlertMail(connector, claimed, outcome, clock.nowMs());
}
