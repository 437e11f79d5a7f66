import { derivedId } from '../../../shared/core/ids.ts';
import { isAlertOpen } from '../../../shared/domain/alerts/alert-rules.ts';
import type { AlertNews } from '../../../shared/domain/alerts/raise-alert.ts';
import { ALERT } from '../../../shared/engine/alerts/note-refused.ts';
import {
  alertIdOf,
  loadAlertRule,
  putAlert,
  putSettled,
} from '../../../shared/engine/alerts/put-alert.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import type { BookTable } from '../../../shared/engine/store/tables.ts';
import type { KeptBackups } from './keep-backups.ts';

/**
 * Has those who answer for the branch told that this computer's book could not be backed up, so
 * many times in a row; it settles itself with the next backup. Returns how to stop.
 */
export function noteBackupAlerts(
  engine: Pick<Engine, 'store' | 'loadBook'>,
  backups: Pick<KeptBackups, 'status' | 'onChange'>,
  onError: (error: unknown) => void,
): () => void {
  let failures = 0;
  let toldMs: number | null = null;
  return backups.onChange(() => {
    const { failure } = backups.status();
    // The status changes for other reasons, too: a failure counts once.
    if (failure !== null && failure.atMs === toldMs) return;
    failures = failure === null ? 0 : failures + 1;
    toldMs = failure?.atMs ?? null;
    note(engine, failures).catch(onError);
  });
}

async function note(engine: Pick<Engine, 'store' | 'loadBook'>, failures: number): Promise<void> {
  const book = await engine.loadBook();
  if (!book) return;
  const { organisationId } = book;
  const news = newsOf(book, failures);
  const { rule, before } = await engine.store.read(async (db) => ({
    rule: await loadAlertRule(db, organisationId, 'backup-failed'),
    before: await loadRecord(db, organisationId, 'alert', alertIdOf({ book }, news)),
  }));
  const isDue = failures > 0 && rule.isOn && failures >= rule.from;
  const isOver = failures === 0 && before !== null && isAlertOpen(before);
  if (!isDue && !isOver) return;
  await engine.store.write(organisationId, ALERT, async (tx) => {
    if (isDue) await putAlert(tx, news);
    else putSettled(tx, await loadRecord(tx, organisationId, 'alert', alertIdOf(tx, news)));
  });
}

const newsOf = (
  { organisationId, replica, name, branchId }: BookTable,
  failures: number,
): AlertNews => ({
  ...{ kind: 'backup-failed', branchId, amount: failures, byName: null, reason: null, day: null },
  ...{ subjectId: derivedId(organisationId, replica.split('~')[0] ?? replica), subjectName: name },
});
