import type { CalendarItem } from '../../domain/calendar/generate-items.ts';
import { ownIdOf } from '../../domain/calendar/own-uid.ts';
import { NOBODY_TOLD, type TimeOff } from '../../model/time-off.ts';
import type { ImportProblem } from '../../wire/desk/import.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { ReadDb } from '../store/handles.ts';
import type { CalendarPut } from './calendar-put.ts';
import { importedItemId } from './imported-ids.ts';
import type { CalendarWish } from './plan-calendar.ts';

/** The doctor is away while an event is on, unless it takes nobody's time. */
export async function planTimesOff(
  db: ReadDb,
  organisationId: string,
  { mapping, items }: CalendarWish,
  gone: readonly CalendarPut['after'][],
): Promise<{ readonly puts: readonly CalendarPut[]; readonly notes: readonly ImportProblem[] }> {
  const { doctorId, timeOffKind, keepsTitles } = mapping;
  const owns = await loadOwn(db, organisationId, doctorId, items);
  const wanted = items
    .filter((item) => !item.isFree)
    .map((item): TimeOff => {
      const own = owns.get(item);
      // What left this book is about what is there: when that is, and nothing else of it.
      if (own) {
        return { ...plain(own), startMs: item.startMs, endMs: item.endMs, deleted: false };
      }
      // A Daybook says why, and calls a time off without a reason by that.
      const { absence } = item.own;
      return {
        id: importedItemId(organisationId, doctorId, item),
        ...{ doctorId, startMs: item.startMs, endMs: item.endMs, kind: absence ?? timeOffKind },
        ...{ reason: keepsTitles && item.title !== absence ? item.title : '' },
        ...{ roomId: null, deleted: false },
        ...NOBODY_TOLD,
      };
    });
  const ids = new Set(wanted.map(({ id }) => id));
  const left = gone.filter(({ id }) => !ids.has(id)) as TimeOff[];
  const all = [...ids, ...left.map(({ id }) => id)];
  const stored = await loadRecords(db, organisationId, 'timeOff', all);
  const byId = new Map(stored.map((record) => [record.id, record]));
  const toPut = (after: TimeOff): CalendarPut => ({
    kind: 'timeOff',
    after,
    before: byId.get(after.id) ?? null,
  });
  const removed = left.flatMap(({ id }) => {
    const before = byId.get(id);
    return before ? [toPut({ ...plain(before), deleted: true })] : [];
  });
  return { puts: [...wanted.map(toPut), ...removed], notes: notesOf(items) };
}

/** The doctor's own times off that events say they are. */
async function loadOwn(
  db: ReadDb,
  organisationId: string,
  doctorId: string,
  items: CalendarWish['items'],
): Promise<ReadonlyMap<CalendarItem, TimeOff>> {
  const named = items.flatMap((item): [CalendarItem, string][] => {
    const id = item.recurrence === '' ? ownIdOf(item.uid) : null;
    return id === null ? [] : [[item, id]];
  });
  const ids = named.map(([, id]) => id);
  const there = await loadRecords(db, organisationId, 'timeOff', ids);
  const byId = new Map(
    there.filter((off) => off.doctorId === doctorId).map((off) => [off.id, off]),
  );
  return new Map(
    named.flatMap(([item, id]): [CalendarItem, TimeOff][] => {
      const own = byId.get(id);
      return own ? [[item, own]] : [];
    }),
  );
}

const plain = (off: TimeOff): TimeOff => ({
  ...{ id: off.id, doctorId: off.doctorId, startMs: off.startMs, endMs: off.endMs },
  ...{ kind: off.kind, reason: off.reason, roomId: off.roomId, deleted: off.deleted },
  ...{ tells: off.tells, sentence: off.sentence },
});

/** An event that is marked as free is told once, however often it repeats. */
function notesOf(items: CalendarWish['items']): readonly ImportProblem[] {
  const free = new Map(items.filter((item) => item.isFree).map((item) => [item.line, item]));
  return [...free.values()].map(({ line, title }) => ({
    ...{ line, column: 'TRANSP', value: title, kind: 'free-time' },
  }));
}
