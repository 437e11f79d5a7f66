import type { SlotRun } from '../../domain/import/group-slots.ts';
import type { WorkChange } from '../../domain/working-time/work-time.ts';
import type { Session } from '../../model/session.ts';
import type { ImportMapping } from '../../wire/desk/import.ts';
import type { AskedWork } from '../queries/find-work-breaches.ts';
import type { CalendarPut } from './calendar-put.ts';
import { importedSessionId } from './imported-ids.ts';

/** Slots of a file as working time that is asked for; what is over was worked, and is not asked. */
export function workOfRuns(
  { branchId, doctorId }: Pick<ImportMapping, 'branchId' | 'doctorId'>,
  runs: readonly SlotRun[],
  { nowMs, rooms }: { readonly nowMs: number; readonly rooms: ReadonlyMap<string, string> },
): AskedWork {
  if (doctorId === null) return { changes: [], makesSeries: false };
  const place = { branchId, doctorId };
  const changes = runs
    .filter(({ endMs }) => endMs > nowMs)
    .map(({ startMs, endMs, slotMin, capacity, room }): WorkChange => {
      const id = importedSessionId(place, startMs, 0);
      const shape = { slotMin, capacity, homeReplica: '', deleted: false };
      const after = {
        id,
        ...place,
        seriesId: null,
        startMs,
        endMs,
        ...shape,
        tags: [],
        breaks: [],
        roomId: rooms.get(room) ?? null,
        sharedWith: null,
        serviceIds: [],
      };
      return { before: null, after };
    });
  return { changes, makesSeries: false };
}

/** What a calendar makes of sessions as what is to become of working time. */
export function workOfCalendar(puts: readonly CalendarPut[], nowMs: number): AskedWork {
  const changes = puts
    .filter(({ kind, after }) => kind === 'session' && after.endMs > nowMs)
    .map(({ after, before }): WorkChange => {
      const session = after as Session;
      const there = before && !before.deleted ? (before as Session) : null;
      return { before: there, after: session.deleted ? null : session };
    });
  return { changes, makesSeries: false };
}
