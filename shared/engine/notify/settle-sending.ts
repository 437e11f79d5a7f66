import { nextAttemptMs } from '../../domain/notify/next-attempt.ts';
import type { Notification } from '../../model/notification.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { Store } from '../store/open-store.ts';
import type { PatientMessage } from './begin-sending.ts';
import { FORGET, POSTPONE } from './claim-due.ts';
import { SEND } from './send-cause.ts';

/** How an attempt ended. `reason` is for whoever looks at the message; it is never logged. */
export type SendOutcome =
  | { readonly kind: 'sent' }
  /** The gateway has not taken it; it may later, and says perhaps when. */
  | { readonly kind: 'not-now'; readonly reason: string; readonly afterMs: number | null }
  /** It may have taken it, and can be asked. */
  | { readonly kind: 'doubt'; readonly reason: string }
  /** It may have taken it, and nobody can say. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** It will never take it. */
  | { readonly kind: 'refused'; readonly reason: string };

const REASON_MAX = 300;

/** Writes what became of an attempt, for all that the message tells of, and when there is another. */
export const settleSending = (
  store: Store,
  message: PatientMessage,
  outcome: SendOutcome,
): Promise<void> =>
  store.write(message.organisationId, SEND, async (tx) => {
    const { organisationId, ids, key, startedMs } = message;
    const all = await loadRecords(tx, organisationId, 'notification', ids);
    // It took so long that another process has written that nobody knows: this one does.
    const ours = all.filter(
      ({ state, key: own }) => own === key && (state === 'sending' || state === 'unknown'),
    );
    if (ours.length === 0) return;
    const put = (changes: Partial<Notification>): void => {
      for (const before of ours) tx.put('notification', { ...before, ...changes }, before);
    };
    const reason = 'reason' in outcome ? outcome.reason.slice(0, REASON_MAX) : null;
    const asked = outcome.kind === 'not-now' ? outcome.afterMs : null;
    const isTriedAgain = outcome.kind === 'not-now' || outcome.kind === 'doubt';
    const attempts = Math.max(...ours.map((one) => one.attempts));
    const pauseMs = isTriedAgain ? nextAttemptMs(attempts, asked) : null;
    if (pauseMs === null) {
      put({ state: ENDS[outcome.kind], reason, settledMs: tx.nowMs });
      await tx.session.query(FORGET, [organisationId, ids]);
      return;
    }
    const doubtMs = outcome.kind === 'doubt' ? startedMs : null;
    put({ state: doubtMs === null ? 'waiting' : 'sending', reason });
    await tx.session.query(POSTPONE, [organisationId, ids, tx.nowMs + pauseMs, doubtMs]);
  });

/** What it is when there is no other attempt. */
const ENDS = {
  sent: 'sent',
  'not-now': 'failed',
  doubt: 'unknown',
  unknown: 'unknown',
  refused: 'failed',
} as const satisfies Record<SendOutcome['kind'], Notification['state']>;
