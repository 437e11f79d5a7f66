import type { SlotListRun } from '../../domain/import/group-slot-list.ts';
import type { Session } from '../../model/session.ts';
import type { Interval } from '../../time/interval.ts';
import type { ImportProblem } from '../../wire/desk/import.ts';
import type { SlotListMapping } from '../../wire/desk/import-slots.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { type CalendarPut, isSame } from './calendar-put.ts';
import { idInForce, listedSessionId } from './imported-ids.ts';
import { loadListMade } from './load-list-made.ts';
import type { CalendarPlan } from './plan-calendar.ts';
import { planListedSlots } from './plan-listed-slots.ts';
import { planSessions } from './plan-sessions.ts';

/** A list of slots that was read, and what is to become of it. */
export interface SlotListWish {
  readonly mapping: SlotListMapping;
  readonly runs: readonly SlotListRun[];
  /** Whose times the list is about; those of others stay. */
  readonly doctorIds: ReadonlySet<string>;
  /** The days of the mapping. */
  readonly within: Interval;
  /** Stands for the list among those of the branch. */
  readonly listKey: string;
  readonly homeReplica: string;
  readonly replica: string;
  readonly nowMs: number;
}

/**
 * What a list of slots would change in the book as it is. What it brought before is known again by
 * its beginning, or else by the time it has in common with what the list says now.
 */
export async function planSlotList(
  db: ReadDb,
  organisationId: string,
  wish: SlotListWish,
): Promise<CalendarPlan> {
  const made = await loadListMade(db, organisationId, wish.listKey, wish.mapping.branchId);
  const earlier = await loadEarlier(db, organisationId, wish, made.get('session') ?? []);
  const byDoctor = Map.groupBy(wish.runs, (run) => run.doctorId);
  const earlierOf = Map.groupBy(earlier, (session) => session.doctorId);
  const puts: CalendarPut[] = [];
  const notes: ImportProblem[] = [];
  for (const doctorId of wish.doctorIds) {
    const runs = byDoctor.get(doctorId) ?? [];
    const before = earlierOf.get(doctorId) ?? [];
    const pairs = pairUp(wish, doctorId, runs, before);
    const asked = pairs.map(({ run, session }) => ({
      ...{ session, isForAny: run.isForAny },
      ...placeOf(run),
    }));
    const gone = wish.mapping.removesGone ? before.filter((one) => one.startMs >= wish.nowMs) : [];
    const plan = await planSessions(db, organisationId, { ...wish, doctorId }, asked, gone);
    puts.push(...plan.puts);
    notes.push(...plan.notes);
    const runOf = new Map(pairs.map(({ run, session }) => [session.id, run]));
    const ofSlots = { puts: plan.puts, runOf, madeIds: made.get('slot') ?? [], nowMs: wish.nowMs };
    const slots = await planListedSlots(db, organisationId, ofSlots);
    puts.push(...slots.puts);
    notes.push(...slots.notes);
  }
  const changes = puts.filter(({ before, after }) => before === null || !isSame(before, after));
  const sessions = (some: readonly CalendarPut[]) =>
    some.filter(({ kind }) => kind === 'session').length;
  return { puts: changes, unchanged: sessions(puts) - sessions(changes), notes, affected: 0 };
}

const placeOf = ({ slots: [first] }: SlotListRun) => ({
  line: first?.line ?? 0,
  title: [first?.file, first?.key].filter(Boolean).join(' '),
});

/** The sessions of earlier imports of the list on these days. */
async function loadEarlier(
  db: ReadDb,
  organisationId: string,
  { within, mapping }: SlotListWish,
  ids: readonly string[],
): Promise<readonly Stored<Session>[]> {
  const records = await loadRecords(db, organisationId, 'session', ids);
  return records.filter(
    ({ deleted, branchId, startMs }) =>
      !deleted &&
      branchId === mapping.branchId &&
      startMs >= within.startMs &&
      startMs < within.endMs,
  );
}

interface Pair {
  readonly run: SlotListRun;
  readonly session: Session;
}

/** Each run with the session that it is, or that it becomes. */
function pairUp(
  wish: SlotListWish,
  doctorId: string,
  runs: readonly SlotListRun[],
  earlier: readonly Stored<Session>[],
): readonly Pair[] {
  const left = new Map(earlier.map((session) => [session.id, session]));
  const byStart = new Map(earlier.map((session) => [session.startMs, session.id]));
  const idOf = new Map<SlotListRun, string>();
  const give = (run: SlotListRun, id: string): void => {
    idOf.set(run, id);
    left.delete(id);
  };
  for (const run of runs) {
    const id = byStart.get(run.startMs);
    if (id !== undefined && left.has(id)) give(run, id);
  }
  const rest = [...left.values()].toSorted((a, b) => a.startMs - b.startMs);
  let next = 0;
  for (const run of runs.toSorted((a, b) => a.startMs - b.startMs)) {
    if (idOf.has(run)) continue;
    while ((rest[next]?.endMs ?? Number.POSITIVE_INFINITY) <= run.startMs) next += 1;
    const session = rest[next];
    if (!session || session.startMs >= run.endMs) continue;
    give(run, session.id);
    next += 1;
  }
  const used = new Set(earlier.map((session) => session.id));
  const place = { branchId: wish.mapping.branchId, doctorId };
  return runs.map((run) => {
    const given = idOf.get(run);
    const id = given ?? idInForce((again) => listedSessionId(place, run.startMs, again), used);
    return { run, session: toSession(wish, doctorId, run, id) };
  });
}

const toSession = (
  { mapping, homeReplica }: SlotListWish,
  doctorId: string,
  { startMs, endMs, slotMin, capacity, serviceIds, sharedWith }: SlotListRun,
  id: string,
): Session => ({
  ...{ id, branchId: mapping.branchId, doctorId, seriesId: null },
  ...{ startMs, endMs, slotMin, capacity, tags: [], serviceIds: [...serviceIds], breaks: [] },
  ...{ roomId: null, sharedWith },
  ...{ homeReplica, deleted: false },
});
