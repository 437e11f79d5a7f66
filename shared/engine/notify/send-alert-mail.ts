import { derivedId } from '../../core/ids.ts';
import { maySeeAlert } from '../../domain/access/may-see-alert.ts';
import { isAlertOpen } from '../../domain/alerts/alert-rules.ts';
import { writeAlertMail } from '../../domain/alerts/write-alert-mail.ts';
import { nextAttemptMs } from '../../domain/notify/next-attempt.ts';
import { quietUntilMs } from '../../domain/notify/quiet-until.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { loadMessaging } from '../queries/load-messaging.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import type { Connector } from '../store/session.ts';
import type { OutgoingMessage } from './begin-sending.ts';
import type { ClaimedAlertMail } from './claim-alert-mail.ts';
import type { SendOutcome } from './settle-sending.ts';

const REASON_MAX = 300;

type Sending =
  | { readonly kind: 'send'; readonly message: OutgoingMessage }
  /** The branch is not disturbed before then. */
  | { readonly kind: 'later'; readonly atMs: number }
  | { readonly kind: 'withdrawn' };

/**
 * What a claimed e-mail says, and whether it is still to be sent: not if somebody has settled the
 * alert meanwhile, or it is not the person's any more.
 */
export const loadAlertMail = (
  store: Store,
  claimed: ClaimedAlertMail,
  nowMs: number,
): Promise<Sending> =>
  store.read(async (db): Promise<Sending> => {
    const { organisationId, alertId, userId, openedMs, key } = claimed;
    const alert = await loadRecord(db, organisationId, 'alert', alertId);
    const user = await loadRecord(db, organisationId, 'appUser', userId);
    const id = derivedId(organisationId, 'alerting');
    const alerting = await loadRecord(db, organisationId, 'alerting', id);
    const to = alerting?.addresses.find((one) => one.userId === userId)?.email;
    const isTheirs = user?.active && alert !== null && maySeeAlert(user, alert.branchId);
    const isNow = alert && isAlertOpen(alert) && alert.settledThroughMs === openedMs;
    if (!alert || !isTheirs || !isNow || to === undefined) return { kind: 'withdrawn' };
    const { branchId } = alert;
    const branch = branchId && (await loadRecord(db, organisationId, 'branch', branchId));
    const quietMs = branch ? await loadQuiet(db, organisationId, branch, nowMs) : null;
    if (quietMs !== null) return { kind: 'later', atMs: quietMs };
    const organisation = await loadRecord(db, organisationId, 'organisation', organisationId);
    const place = { clinic: organisation?.name ?? '', branch: branch ? branch.name : null };
    return {
      kind: 'send',
      message: {
        ...{ organisationId, id: alertId, key, channel: 'email', to },
        ...{ doubtMs: null, startedMs: nowMs, ...writeAlertMail(alert, place) },
      },
    };
  });

async function loadQuiet(
  db: ReadDb,
  organisationId: string,
  { id, timeZone }: { readonly id: string; readonly timeZone: string },
  nowMs: number,
): Promise<number | null> {
  const messaging = await loadMessaging(db, organisationId, id);
  return messaging && quietUntilMs(knownTimeZone(timeZone), messaging, nowMs);
}

const SETTLE = `update alert_mail set state = $5, reason = $6, due_ms = $7, leased_by = null,
    lease_until_ms = 0, attempts = attempts - $8
  where organisation_id = $1 and alert_id = $2 and user_id = $3 and opened_ms = $4
    and state = 'sending'`;

/** Writes what became of it, and when there is another attempt. */
export async function settleAlertMail(
  connector: Connector,
  claimed: ClaimedAlertMail,
  outcome: SendOutcome | Exclude<Sending, { readonly kind: 'send' }>,
  nowMs: number,
): Promise<void> {
  const reason = 'reason' in outcome ? outcome.reason.slice(0, REASON_MAX) : null;
  const { state, dueMs } = becomes(claimed, outcome, nowMs);
  // What was only looked at was no attempt.
  const unspent = outcome.kind === 'later' ? 1 : 0;
  const { organisationId, alertId, userId, openedMs } = claimed;
  await connector.withSession((session) =>
    session.query(SETTLE, [
      ...[organisationId, alertId, userId, openedMs],
      ...[state, reason, dueMs, unspent],
    ]),
  );
}

function becomes(
  { attempts }: ClaimedAlertMail,
  outcome: SendOutcome | Exclude<Sending, { readonly kind: 'send' }>,
  nowMs: number,
): { readonly state: string; readonly dueMs: number } {
  if (outcome.kind === 'later') return { state: 'waiting', dueMs: outcome.atMs };
  if (outcome.kind === 'not-now') {
    const pauseMs = nextAttemptMs(attempts, outcome.afterMs);
    const dueMs = nowMs + (pauseMs ?? 0);
    return { state: pauseMs === null ? 'failed' : 'waiting', dueMs };
  }
  const ends = { sent: 'sent', withdrawn: 'withdrawn', refused: 'failed' } as const;
  const state = outcome.kind in ends ? ends[outcome.kind as keyof typeof ends] : 'unknown';
  return { state, dueMs: nowMs };
}
