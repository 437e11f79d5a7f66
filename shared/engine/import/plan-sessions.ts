import type { CalendarItem } from '../../domain/calendar/generate-items.ts';
import type { Session } from '../../model/session.ts';
import { createIntervalIndex } from '../../time/interval-index.ts';
import type { ImportProblem } from '../../wire/desk/import.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { type CalendarPut, isSame } from './calendar-put.ts';
import { importedItemId } from './imported-ids.ts';
import { loadBookedSessions } from './load-booked-sessions.ts';
import { loadSessionsWithin } from './load-import-facts.ts';
import type { CalendarWish } from './plan-calendar.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What is known of the sessions that a calendar brings or brought. */
interface Known {
  readonly byId: ReadonlyMap<string, Stored<Session>>;
  readonly booked: ReadonlySet<string>;
}

/**
 * The doctor works while an event is on. What overlaps other working time is left out, and nobody's
 * session is changed from under them: one that is booked, or another replica's, stays as it is.
 */
export async function planSessions(
  db: ReadDb,
  organisationId: string,
  wish: CalendarWish,
  gone: readonly CalendarPut['after'][],
): Promise<{ readonly puts: readonly CalendarPut[]; readonly notes: readonly ImportProblem[] }> {
  const { mapping, items, within } = wish;
  const notes: ImportProblem[] = [];
  const wanted = items
    .filter((item) => fits(item, mapping.slotMin, notes))
    .map((item) => ({ item, session: toSession(organisationId, wish, item) }))
    .toSorted((a, b) => a.session.startMs - b.session.startMs);
  const ids = new Set(wanted.map(({ session }) => session.id));
  const left = gone.filter(({ id }) => !ids.has(id));
  const known = await loadKnown(db, organisationId, wish, [...ids, ...left.map(({ id }) => id)]);

  const removed = left.flatMap(({ id }): CalendarPut[] => {
    const before = known.byId.get(id);
    if (!before) return [];
    const why = whyFixed(before, wish, known);
    if (why) notes.push({ line: 0, column: 'UID', value: '', kind: why });
    return why ? [] : [{ kind: 'session', after: { ...plain(before), deleted: true }, before }];
  });
  const moving = new Set([...ids, ...removed.map(({ after }) => after.id)]);
  const { doctorId } = mapping;
  const others = await loadSessionsWithin(db, organisationId, doctorId, stretch(within));
  const taken = createIntervalIndex();
  for (const one of others) if (!one.deleted && !moving.has(one.id)) taken.add(one);

  const puts: CalendarPut[] = [];
  const place = ({ item, session }: (typeof wanted)[number], before: Stored<Session> | null) => {
    if (taken.overlapping(session).length > 0) {
      notes.push({ ...told(item), kind: 'session-overlap' });
      if (before && !before.deleted) taken.add(before);
      return;
    }
    taken.add(session);
    puts.push({ kind: 'session', after: session, before });
  };
  // What stays where it is has its time before what comes to it.
  const pairs = wanted.map((one) => ({ ...one, before: known.byId.get(one.session.id) ?? null }));
  const waiting = pairs.filter(({ item, session, before }) => {
    if (!before || before.deleted) return true;
    const why = isSame(before, session) ? null : whyFixed(before, wish, known);
    if (why) notes.push({ ...told(item), kind: why });
    if (why === null && !isSame(before, session)) return true;
    taken.add(before);
    if (why === null) puts.push({ kind: 'session', after: session, before });
    return false;
  });
  for (const one of waiting) place(one, one.before);
  return { puts: [...removed, ...puts], notes };
}

/** A session at the edge of the days may overlap one that begins before them. */
const stretch = ({ startMs, endMs }: CalendarWish['within']) => ({
  startMs: startMs - DAY_MS,
  endMs: endMs + DAY_MS,
});

const told = ({ line, title }: CalendarItem) => ({ line, column: 'SUMMARY', value: title });

/** Whether an event can be working time; if not, why is added to the notes. */
function fits(item: CalendarItem, slotMin: number, notes: ImportProblem[]): boolean {
  const length = item.endMs - item.startMs;
  const kind = item.isWholeDay
    ? 'whole-day'
    : length > DAY_MS
      ? 'too-long'
      : length < slotMin * MINUTE_MS
        ? 'no-length'
        : item.startMs % MINUTE_MS !== 0 || item.endMs % MINUTE_MS !== 0
          ? 'impossible-time'
          : null;
  if (kind !== null) notes.push({ ...told(item), kind });
  return kind === null;
}

/** Why a session of an earlier import cannot be changed now; null if it can. */
function whyFixed(
  session: Stored<Session>,
  { replica, nowMs }: CalendarWish,
  { booked }: Known,
): 'session-booked' | 'session-elsewhere' | null {
  if (booked.has(session.id) || session.startMs < nowMs) return 'session-booked';
  return session.homeReplica === replica ? null : 'session-elsewhere';
}

async function loadKnown(
  db: ReadDb,
  organisationId: string,
  { nowMs }: CalendarWish,
  ids: readonly string[],
): Promise<Known> {
  const records = await loadRecords(db, organisationId, 'session', ids);
  const booked = await loadBookedSessions(db, organisationId, ids, nowMs);
  return { byId: new Map(records.map((record) => [record.id, record])), booked };
}

const toSession = (
  organisationId: string,
  { mapping, homeReplica }: CalendarWish,
  item: CalendarItem,
): Session => ({
  id: importedItemId(organisationId, mapping.doctorId, item),
  ...{ branchId: mapping.branchId, doctorId: mapping.doctorId, seriesId: null },
  ...{ startMs: item.startMs, endMs: item.endMs, slotMin: mapping.slotMin, capacity: 1 },
  ...{ tags: [], homeReplica, deleted: false },
});

const plain = (session: Session): Session => {
  const { id, branchId, doctorId, seriesId, startMs, endMs, slotMin, capacity } = session;
  const { tags, homeReplica, deleted } = session;
  return {
    ...{ id, branchId, doctorId, seriesId, startMs, endMs, slotMin, capacity },
    ...{ tags, homeReplica, deleted },
  };
};
