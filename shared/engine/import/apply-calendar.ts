import type { DoctorTime } from '../../domain/schedule/group-apart.ts';
import { loadClaimed } from '../derive/derive-new-claims.ts';
import { putInParts } from '../derive/put-in-parts.ts';
import { settleOwnAbsences } from '../derive/settle-own-absences.ts';
import type { Put, WriteTx } from '../store/handles.ts';
import type { AuditChange } from '../store/tables.ts';
import { bodyOf, type CalendarPut } from './calendar-put.ts';

/** Records written between two looks at whether the import is still wanted. */
const ROWS_AT_ONCE = 250;

/**
 * Writes what a calendar changes, or its taking back, and settles whose time it takes or gives back.
 * Nothing was written before.
 */
export async function applyCalendar(
  tx: WriteTx,
  puts: readonly CalendarPut[],
  onDone: (rows: number) => Promise<void>,
): Promise<readonly AuditChange[]> {
  // What goes makes room for what comes.
  const ordered = puts.toSorted((a, b) => Number(b.after.deleted) - Number(a.after.deleted));
  const booked = await loadBooked(tx, puts);
  await putInParts(tx, ordered as readonly Put[], booked, { atOnce: ROWS_AT_ONCE, onDone });
  const absences = puts.filter(({ kind }) => kind === 'timeOff').map(({ after }) => after.id);
  await settleOwnAbsences(tx, absences);
  return puts.map(({ kind, after, before }) => ({
    ...{ kind, id: after.id },
    before: before && bodyOf(kind, before),
    after: bodyOf(kind, after),
  }));
}

/** The appointments, whether they have their time or lost it, that times off can take it from or give it back to. */
async function loadBooked(
  tx: WriteTx,
  puts: readonly CalendarPut[],
): Promise<readonly DoctorTime[]> {
  const times = puts
    .filter(({ kind }) => kind === 'timeOff')
    .flatMap(({ before, after }) => (before ? [before, after] : [after]));
  const booked: DoctorTime[] = [];
  for (const [doctorId, those] of Map.groupBy(times, (one) => one.doctorId)) {
    const startMs = those.reduce((first, one) => Math.min(first, one.startMs), Infinity);
    const endMs = those.reduce((last, one) => Math.max(last, one.endMs), -Infinity);
    const claimed = await loadClaimed(tx, doctorId, { startMs, endMs });
    booked.push(...claimed.map((time) => ({ ...time, doctorId })));
  }
  return booked;
}
