import { derivedId } from '../../core/ids.ts';
import { alertRuleOf, isAlertOpen } from '../../domain/alerts/alert-rules.ts';
import { type AlertNews, raiseAlert, settleAlert } from '../../domain/alerts/raise-alert.ts';
import type { Alert, AlertKind, AlertRule } from '../../model/alert.ts';
import { loadRecord } from '../queries/load-record.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { ReadDb, WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/** What the organisation chose for a kind of alert, or what is so where it chose nothing. */
export async function loadAlertRule(
  db: ReadDb,
  organisationId: string,
  kind: AlertKind,
): Promise<AlertRule> {
  const id = derivedId(organisationId, 'alerting');
  return alertRuleOf(await loadRecord(db, organisationId, 'alerting', id), kind);
}

type About = Pick<Alert, 'kind' | 'subjectId' | 'branchId' | 'day'>;

/**
 * The alert of one thing at one replica. Each replica counts in one of its own: two that count apart
 * in the same would each lose what the other counted.
 */
export function alertIdOf({ book }: Pick<WriteTx, 'book'>, about: About): string {
  const [replica] = book.replica.split('~');
  const parts = [about.kind, replica, about.branchId ?? '', about.day ?? ''];
  return derivedId(about.subjectId, `alert ${parts.join(' ')}`);
}

/** Writes that something happened that somebody has to know of, whatever its threshold. */
export async function putAlert(tx: WriteTx, news: AlertNews): Promise<void> {
  const id = alertIdOf(tx, news);
  const before = await loadRecord(tx, tx.book.organisationId, 'alert', id);
  tx.put('alert', raiseAlert(id, before, news, centralTimeMs(tx.book, tx.nowMs)), before);
}

/** Puts away what is over by itself, if it is still open. */
export function putSettled(tx: WriteTx, before: Stored<Alert> | null): void {
  if (before === null || !isAlertOpen(before)) return;
  tx.put('alert', settleAlert(before, null, centralTimeMs(tx.book, tx.nowMs)), before);
}
