import { sql } from 'kysely';
import { derivedId } from '../../core/ids.ts';
import { alertRuleOf, isAlertOpen } from '../../domain/alerts/alert-rules.ts';
import type { AlertNews } from '../../domain/alerts/raise-alert.ts';
import type { Branch } from '../../model/organisation.ts';
import { dayAt, dayEndMs, dayStartMs, instantOfDay } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { loadBook } from '../queries/load-book.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import type { BookTable } from '../store/tables.ts';
import { ALERT } from './note-refused.ts';
import { alertIdOf, putAlert, putSettled } from './put-alert.ts';

const HOUR_MS = 3_600_000;

/** Something that can last, as it stands: when the last of it began, and whether it does now. */
interface Standing {
  readonly news: AlertNews;
  /** It is told of if it was not since then. */
  readonly beganMs: number;
  readonly holds: boolean;
  /** It is over, whatever was told of it. */
  readonly isOver: (lastMs: number) => boolean;
}

/**
 * Looks for what nobody does and somebody has to know of: a branch that is not heard, for central;
 * conflicts that wait, for the computer that is a branch's own. Each is told of once for each time
 * that it begins, and settles itself when it is over. `sinceMs`: since when this process is there to
 * hear anything.
 */
export async function lookForAlerts(
  store: Store,
  organisationId: string,
  at: { readonly nowMs: number; readonly sinceMs: number },
): Promise<void> {
  const due = await store.read(async (db) => {
    const book = await loadBook(db, organisationId);
    if (!book) return [];
    const standing = book.isCentral
      ? await loadSilent(db, organisationId, at)
      : await loadWaiting(db, book, at.nowMs);
    return findDue(db, book, standing);
  });
  if (due.length === 0) return;
  await store.write(organisationId, ALERT, async (tx) => {
    for (const { news, holds } of due) {
      if (holds) await putAlert(tx, news);
      else putSettled(tx, await loadRecord(tx, organisationId, 'alert', alertIdOf(tx, news)));
    }
  });
}

async function findDue(
  db: ReadDb,
  book: BookTable,
  standing: readonly Standing[],
): Promise<readonly Standing[]> {
  const due: Standing[] = [];
  for (const one of standing) {
    const id = alertIdOf({ book }, one.news);
    const before = await loadRecord(db, book.organisationId, 'alert', id);
    const isTold = before !== null && before.lastMs > one.beganMs;
    const ends = before !== null && isAlertOpen(before) && one.isOver(before.lastMs);
    if (one.holds ? !isTold : ends) due.push(one);
  }
  return due;
}

async function loadRule(db: ReadDb, organisationId: string, kind: AlertNews['kind']) {
  const id = derivedId(organisationId, 'alerting');
  return alertRuleOf(await loadRecord(db, organisationId, 'alerting', id), kind);
}

const newsOfBranch = (
  kind: AlertNews['kind'],
  { id, name }: Pick<Branch, 'id' | 'name'>,
  amount: number,
): AlertNews => ({
  ...{ kind, branchId: id, subjectId: id, subjectName: name, amount },
  ...{ byName: null, reason: null, day: null },
});

interface HeardBranchRow
  extends Pick<Branch, 'id' | 'name' | 'timeZone' | 'opensMin' | 'closesMin'> {
  readonly heardMs: number;
}

/** Every branch with a computer, as far as central heard of it. */
async function loadSilent(
  db: ReadDb,
  organisationId: string,
  { nowMs, sinceMs }: { readonly nowMs: number; readonly sinceMs: number },
): Promise<readonly Standing[]> {
  const rule = await loadRule(db, organisationId, 'branch-silent');
  if (!rule.isOn) return [];
  const { rows } = await sql<HeardBranchRow>`
    select b.id, b.name, b.time_zone, b.opens_min, b.closes_min,
      coalesce(max(p.heard_ms), 0)::int8 as heard_ms
    from branch b join peer p on p.organisation_id = b.organisation_id and p.branch_id = b.id
      and p.kind = 'branch' and not p.retired
    where b.organisation_id = ${organisationId}
    group by b.id, b.name, b.time_zone, b.opens_min, b.closes_min`.execute(db.kysely);
  const standing: Standing[] = [];
  for (const branch of rows) {
    const { heardMs } = branch;
    const opensMs = await loadOpening(db, organisationId, branch, nowMs);
    // At night, on a day off, and while central was down itself, nobody is expected to be heard.
    const silentMs = opensMs === null ? 0 : nowMs - Math.max(heardMs, opensMs, sinceMs);
    const hours = Math.floor((nowMs - heardMs) / HOUR_MS);
    standing.push({
      news: newsOfBranch('branch-silent', branch, heardMs === 0 ? 0 : hours),
      beganMs: heardMs,
      holds: silentMs >= rule.from * HOUR_MS,
      isOver: (lastMs) => heardMs > lastMs,
    });
  }
  return standing;
}

/** When the branch opened today; null while it is closed, or has no working time today. */
async function loadOpening(
  db: ReadDb,
  organisationId: string,
  branch: HeardBranchRow,
  nowMs: number,
): Promise<number | null> {
  const zone = knownTimeZone(branch.timeZone);
  const day = dayAt(zone, nowMs);
  const opensMs = instantOfDay(zone, day, branch.opensMin);
  if (nowMs < opensMs || nowMs > instantOfDay(zone, day, branch.closesMin)) return null;
  const { rows } = await sql`select 1 from session s
    where s.organisation_id = ${organisationId} and s.branch_id = ${branch.id} and not s.deleted
      and s.start_ms < ${dayEndMs(zone, day)} and s.end_ms > ${dayStartMs(zone, day)}
      and not exists (select from closure c where c.organisation_id = s.organisation_id
        and c.branch_id = s.branch_id and c.day = ${day} and not c.deleted)
    limit 1`.execute(db.kysely);
  return rows.length > 0 ? opensMs : null;
}

/** The conflicts of the branches that this computer is the home of. */
async function loadWaiting(
  db: ReadDb,
  { organisationId, replica }: BookTable,
  nowMs: number,
): Promise<readonly Standing[]> {
  const rule = await loadRule(db, organisationId, 'conflict-waits');
  if (!rule.isOn) return [];
  const waitMs = rule.from * HOUR_MS;
  const { rows } = await sql<Pick<Branch, 'id' | 'name'> & { count: number; lastMs: number }>`
    select b.id, b.name, count(c.id)::int4 as count, coalesce(max(c.opened_at_ms), 0)::int8 as last_ms
    from branch b left join conflict c on c.organisation_id = b.organisation_id
      and c.branch_id = b.id and c.state = 'open' and c.opened_at_ms <= ${nowMs - waitMs}
    where b.organisation_id = ${organisationId} and b.home_replica = ${replica}
    group by b.id, b.name`.execute(db.kysely);
  return rows.map(({ count, lastMs, ...branch }) => ({
    news: newsOfBranch('conflict-waits', branch, count),
    beganMs: lastMs + waitMs - 1,
    holds: count > 0,
    isOver: () => count === 0,
  }));
}
