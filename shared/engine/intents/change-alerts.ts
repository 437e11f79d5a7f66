import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { maySeeAlert } from '../../domain/access/may-see-alert.ts';
import { isAlertOpen } from '../../domain/alerts/alert-rules.ts';
import { settleAlert } from '../../domain/alerts/raise-alert.ts';
import type { Alert } from '../../model/alert.ts';
import { SNOOZE_MAX_MS } from '../../model/choices.ts';
import type { IntentKind } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { Stored } from '../store/stored.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';

/** Somebody looked after what it tells of. What happened since it was shown is not settled unseen. */
export const settleOneAlert: IntentHandler<'settle-alert'> = async (context, input) => {
  const { tx, actor } = context;
  const found = await loadOwn(context, 'settle-alert', input.alertId);
  if (!found.ok) return found;
  const before = found.value;
  if (!isAlertOpen(before)) {
    return err({ kind: 'already-resolved', state: before.settledBy ?? 'settled-itself' });
  }
  if (before.lastMs !== input.seenMs) return err({ kind: 'changed-since', what: 'alert' });
  tx.put('alert', settleAlert(before, actor.name, tx.nowMs), before);
  return ok({ recordId: before.id, undoable: false });
};

/** Puts it off until then; null brings it back at once. */
export const snoozeAlert: IntentHandler<'snooze-alert'> = async (context, input) => {
  const { tx } = context;
  const { untilMs } = input;
  const found = await loadOwn(context, 'snooze-alert', input.alertId);
  if (!found.ok) return found;
  const before = found.value;
  if (!isAlertOpen(before)) {
    return err({ kind: 'already-resolved', state: before.settledBy ?? 'settled-itself' });
  }
  if (untilMs !== null && untilMs <= tx.nowMs) {
    return err({ kind: 'in-the-past', startMs: untilMs, nowMs: tx.nowMs });
  }
  const latestMs = tx.nowMs + SNOOZE_MAX_MS;
  const snoozedUntilMs = untilMs === null ? null : Math.min(untilMs, latestMs);
  tx.put('alert', { ...before, snoozedUntilMs }, before);
  return ok({ recordId: before.id, undoable: false });
};

/** What is an alert, from how much on, and who gets which by e-mail. */
export const saveAlerting: IntentHandler<'save-alerting'> = async ({ tx, actor }, input) => {
  const { organisationId } = tx.book;
  const access = decideAccess(actor, 'save-alerting', {});
  if (!access.ok) return access;
  for (const { userId } of input.addresses) {
    const user = await loadRecord(tx, organisationId, 'appUser', userId);
    if (!user) return err({ kind: 'unknown-record', record: 'account', id: userId });
  }
  const id = derivedId(organisationId, 'alerting');
  const before = await loadRecord(tx, organisationId, 'alerting', id);
  tx.put('alerting', { ...input, id }, before);
  return ok({ recordId: id, undoable: false });
};

async function loadOwn(
  { tx, actor }: IntentContext,
  intent: IntentKind,
  id: string,
): Promise<Result<Stored<Alert>, Refusal>> {
  const alert = await loadRecord(tx, tx.book.organisationId, 'alert', id);
  if (!alert) return err({ kind: 'unknown-record', record: 'alert', id });
  const access = decideAccess(actor, intent, alert);
  if (!access.ok) return access;
  // Those of the whole organisation are for who answers for all of it.
  if (!maySeeAlert(actor, alert.branchId)) {
    return err({ kind: 'not-permitted', intent, role: actor.role });
  }
  return ok(alert);
}
