import { settleOwnAbsences } from '../derive/settle-own-absences.ts';
import type { WriteTx } from '../store/handles.ts';
import type { AuditChange } from '../store/tables.ts';
import { bodyOf, type CalendarPut } from './calendar-put.ts';

/** Records written between two looks at whether the import is still wanted. */
const ROWS_AT_ONCE = 250;

/** Writes what a calendar changes, and settles whose time it takes or gives back. */
export async function applyCalendar(
  tx: WriteTx,
  puts: readonly CalendarPut[],
  onDone: (rows: number) => Promise<void>,
): Promise<readonly AuditChange[]> {
  // What goes makes room for what comes.
  const ordered = puts.toSorted((a, b) => Number(b.after.deleted) - Number(a.after.deleted));
  for (let from = 0; from < ordered.length; from += ROWS_AT_ONCE) {
    const some = ordered.slice(from, from + ROWS_AT_ONCE);
    for (const { kind, after, before } of some) tx.put(kind, after as never, before as never);
    await tx.flush();
    await onDone(from + some.length);
  }
  const absences = puts.filter(({ kind }) => kind === 'timeOff').map(({ after }) => after.id);
  await settleOwnAbsences(tx, absences);
  return puts.map(({ kind, after, before }) => ({
    ...{ kind, id: after.id },
    before: before && bodyOf(kind, before),
    after: bodyOf(kind, after),
  }));
}
