import { settleOwnAbsences } from '../derive/settle-own-absences.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import type { AuditChange } from '../store/tables.ts';
import { type CalendarKind, isSame } from './calendar-put.ts';
import { loadBookedSessions } from './load-booked-sessions.ts';
import { noteUndone } from './note-undone.ts';

const KINDS: readonly CalendarKind[] = ['timeOff', 'session', 'slot'];
/** Records that are taken back in one go. */
const ROWS_AT_ONCE = 250;

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
  for (const kind of KINDS) await restore(tx, changes, kind);
  await settleOwnAbsences(
    tx,
    changes.filter(({ kind }) => kind === 'timeOff').map(({ id }) => id),
  );
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

async function restore(
  tx: WriteTx,
  changes: readonly AuditChange[],
  kind: CalendarKind,
): Promise<void> {
  const { organisationId } = tx.book;
  const beforeById = new Map(changes.map((change) => [change.id, change.before]));
  const ids = idsOf(changes, kind);
  for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
    const some = await loadRecords(tx, organisationId, kind, ids.slice(from, from + ROWS_AT_ONCE));
    for (const now of some) {
      const was = beforeById.get(now.id) ?? { deleted: true };
      tx.put(kind, { ...now, ...was } as never, now as never);
    }
    await tx.flush();
  }
}
