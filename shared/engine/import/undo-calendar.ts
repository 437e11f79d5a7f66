import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import type { AuditChange } from '../store/tables.ts';
import { applyCalendar } from './apply-calendar.ts';
import { type CalendarKind, type CalendarPut, isSame } from './calendar-put.ts';
import { loadBookedSessions } from './load-booked-sessions.ts';
import { noteUndone } from './note-undone.ts';

const KINDS: readonly CalendarKind[] = ['timeOff', 'session', 'slot'];

/**
 * Takes back what a calendar, or a list of slots, brought: what it changed is as it was, what it made is put away, and
 * whoever lost time to it has it again. Returns how many of its records were changed since, or are
 * made use of; if there are any, nothing is done.
 */
export async function undoCalendar(
  tx: WriteTx,
  job: { readonly id: string; readonly made: readonly AuditChange[] | null },
): Promise<{ readonly touched: number }> {
  const changes = job.made ?? [];
  let touched = 0;
  for (const kind of KINDS) touched += await countTouched(tx, changes, kind);
  if (touched > 0) return { touched };
  const puts: CalendarPut[] = [];
  for (const kind of KINDS) puts.push(...(await restored(tx, changes, kind)));
  await applyCalendar(tx, puts, async () => undefined);
  await noteUndone(tx, job.id);
  return { touched: 0 };
}

const idsOf = (changes: readonly AuditChange[], kind: CalendarKind): readonly string[] =>
  changes.filter((change) => change.kind === kind).map(({ id }) => id);

async function countTouched(
  tx: WriteTx,
  changes: readonly AuditChange[],
  kind: CalendarKind,
): Promise<number> {
  const { organisationId, replica } = tx.book;
  const ids = idsOf(changes, kind);
  if (ids.length === 0) return 0;
  const records = await loadRecords(tx, organisationId, kind, ids);
  const byId = new Map(records.map((record) => [record.id, record]));
  const booked =
    kind === 'session' ? await loadBookedSessions(tx, organisationId, ids, tx.nowMs) : new Set();
  const isTouched = ({ id, after }: AuditChange): boolean => {
    const now = byId.get(id);
    if (!now || !isSame(now, after ?? {}) || booked.has(id)) return true;
    // Taking a session back would open its time to others while whoever is at home still sells it.
    return 'homeReplica' in now && now.homeReplica !== replica;
  };
  return changes.filter((change) => change.kind === kind && isTouched(change)).length;
}

/** Each as it was; what was made is put away. */
async function restored(
  tx: WriteTx,
  changes: readonly AuditChange[],
  kind: CalendarKind,
): Promise<readonly CalendarPut[]> {
  const beforeById = new Map(changes.map((change) => [change.id, change.before]));
  const records = await loadRecords(tx, tx.book.organisationId, kind, idsOf(changes, kind));
  return records.map((now) => {
    const was = beforeById.get(now.id) ?? { deleted: true };
    return { kind, after: { ...now, ...was }, before: now } as CalendarPut;
  });
}
