import { derivedId } from '../../core/ids.ts';
import type { SlotListRun } from '../../domain/import/group-slot-list.ts';
import type { SlotListSlot } from '../../domain/import/read-slot-resource.ts';
import type { Session, Slot } from '../../model/session.ts';
import { overlaps } from '../../time/interval.ts';
import type { ImportProblem } from '../../wire/desk/import.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import type { CalendarPut } from './calendar-put.ts';
import { loadBookedTimes } from './load-booked-sessions.ts';

interface Planned {
  /** Of the sessions of one doctor. */
  readonly puts: readonly CalendarPut[];
  readonly runOf: ReadonlyMap<string, SlotListRun>;
  /** Slots that earlier imports of the list closed or opened. */
  readonly madeIds: readonly string[];
  readonly nowMs: number;
}

/**
 * A slot that is taken or closed where the list comes from is closed here, where nobody is booked in
 * it; one that the list closed and says is free now opens again, and no other.
 */
export async function planListedSlots(
  db: ReadDb,
  organisationId: string,
  { puts, runOf, madeIds, nowMs }: Planned,
): Promise<{ readonly puts: readonly CalendarPut[]; readonly notes: readonly ImportProblem[] }> {
  const sessions = puts.map(({ after }) => after as Session);
  const there = sessions.filter((session) => !session.deleted);
  const pairs = there.flatMap((session) => {
    const slots = runOf.get(session.id)?.slots ?? [];
    return slots.map((slot) => ({
      slot,
      session,
      id: derivedId(session.id, String(slot.startMs)),
    }));
  });
  const closed = pairs.filter(({ slot }) => !slot.isFree);
  const earlier = await loadRecords(db, organisationId, 'slot', madeIds);
  const known = await loadRecords(
    db,
    organisationId,
    'slot',
    closed.map(({ id }) => id),
  );
  const byId = new Map([...earlier, ...known].map((record) => [record.id, record]));
  const sessionIds = there.map(({ id }) => id);
  const booked = Map.groupBy(
    await loadBookedTimes(db, organisationId, sessionIds, nowMs),
    (time) => time.sessionId,
  );
  const notes: ImportProblem[] = [];
  const closing = closed.flatMap(({ slot, session, id }): CalendarPut[] => {
    if (booked.get(session.id)?.some((time) => overlaps(time, slot))) {
      notes.push({ line: slot.line, column: 'Slot', value: slot.key, kind: 'session-booked' });
      return [];
    }
    const before = byId.get(id) ?? null;
    return [{ kind: 'slot', after: toClosed(session, slot, id, before), before }];
  });
  const free = new Set(pairs.filter(({ slot }) => slot.isFree).map(({ id }) => id));
  const kept = new Set(closed.map(({ id }) => id));
  const touched = new Set(sessions.map(({ id }) => id));
  const opening = earlier.flatMap((before): CalendarPut[] => {
    const isOurs = touched.has(before.sessionId) && before.status === 'blocked' && !before.deleted;
    if (!isOurs || kept.has(before.id)) return [];
    // What is in no session any more would close a time that comes back.
    const deleted = !free.has(before.id);
    return [{ kind: 'slot', after: { ...plain(before), status: 'available', deleted }, before }];
  });
  return { puts: [...closing, ...opening], notes };
}

const toClosed = (
  { id: sessionId, branchId, doctorId }: Session,
  { startMs, endMs }: SlotListSlot,
  id: string,
  before: Slot | null,
): Slot => ({
  ...{ id, sessionId, branchId, doctorId, startMs, endMs, status: 'blocked' },
  ...{ tags: before?.tags ?? [], note: before?.note ?? '', deleted: false },
});

const plain = (slot: Stored<Slot>): Slot => {
  const { id, sessionId, branchId, doctorId, startMs, endMs, tags, note, deleted } = slot;
  return {
    ...{ id, sessionId, branchId, doctorId, startMs, endMs },
    ...{ status: slot.status, tags, note, deleted },
  };
};
