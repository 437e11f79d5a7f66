import { readSteps, visitTimes } from '../../shared/domain/appointments/visit-steps.ts';
import type { Appointment } from '../../shared/model/appointment.ts';
import type { Conflict } from '../../shared/model/conflict.ts';
import type { QueueEntry } from '../../shared/model/queue-entry.ts';
import type { ReportCounts, ReportScope } from '../../shared/model/report.ts';
import type { Session, Slot } from '../../shared/model/session.ts';
import type { Closure, TimeOff } from '../../shared/model/time-off.ts';

/** The rows of a book that a report is about, as they are stored. */
export interface RawBook {
  readonly zones: ReadonlyMap<string, string>;
  readonly appointments: readonly Appointment[];
  readonly sessions: readonly Session[];
  readonly slots: readonly Slot[];
  readonly timesOff: readonly TimeOff[];
  readonly closures: readonly Closure[];
  readonly queue: readonly QueueEntry[];
  readonly conflicts: readonly Conflict[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

type Wall = { readonly day: string; readonly weekday: number; readonly hour: number };
type Add = (
  counts: Partial<Record<keyof ReportCounts, number>>,
  by: Readonly<Record<string, string>>,
) => void;

/**
 * The counts of a report as somebody with the raw rows and much time would reckon them: every minute
 * by itself, by the clocks as `Intl` has them. Keys are `doctor <id>`, `cell <n>` and so on.
 */
export function reckonReport(
  book: RawBook,
  scope: ReportScope,
  nowMs: number,
): ReadonlyMap<string, Partial<Record<keyof ReportCounts, number>>> {
  const sums = new Map<string, Partial<Record<keyof ReportCounts, number>>>();
  const add: Add = (counts, by) => {
    for (const [name, key] of Object.entries({ all: '', ...by })) {
      const sum = sums.get(`${name} ${key}`) ?? {};
      for (const [measure, count] of Object.entries(counts) as [keyof ReportCounts, number][]) {
        sum[measure] = (sum[measure] ?? 0) + count;
      }
      sums.set(`${name} ${key}`, sum);
    }
  };
  const walls = wallReader(book.zones);
  const isIn = ({ day }: Wall): boolean => day >= scope.firstDay && day <= scope.lastDay;
  const isMeant = (one: { branchId: string; doctorId: string | null; serviceId?: string }) =>
    (scope.branchId === null || scope.branchId === one.branchId) &&
    (scope.doctorId === null || scope.doctorId === one.doctorId) &&
    (scope.serviceId === null || one.serviceId === undefined || scope.serviceId === one.serviceId);
  const meant = { isIn, isMeant, walls, add };
  reckonVisits(book, nowMs, meant);
  reckonCapacity(book, meant);
  if (scope.serviceId === null) reckonOverruns(book, meant);
  reckonQueue(book, meant);
  for (const visit of book.appointments) {
    const lost = book.conflicts.some(
      (one) =>
        one.kind === 'displaced' && one.state !== 'settled-itself' && one.recordId === visit.id,
    );
    const wall = walls(visit.branchId, visit.startMs);
    if (!lost || visit.status === 'entered-in-error' || visit.assistsId !== null) continue;
    if (isMeant(visit) && isIn(wall)) {
      add({ displaced: 1 }, { ...byPlace(visit), ...byTime(wall) });
    }
  }
  return sums;
}

interface Meant {
  readonly isIn: (wall: Wall) => boolean;
  readonly isMeant: (one: {
    branchId: string;
    doctorId: string | null;
    serviceId?: string;
  }) => boolean;
  readonly walls: (branchId: string, ms: number) => Wall;
  readonly add: Add;
}

const byPlace = (one: { branchId: string; doctorId: string | null; serviceId?: string }) => ({
  branch: one.branchId,
  ...(one.doctorId ? { doctor: one.doctorId } : {}),
  ...(one.serviceId ? { service: one.serviceId } : {}),
});
const byTime = ({ day, weekday, hour }: Wall) => ({
  day,
  weekday: String(weekday),
  hour: String(hour),
  cell: String(weekday * 24 + hour),
});

function reckonVisits(book: RawBook, nowMs: number, { isIn, isMeant, walls, add }: Meant): void {
  const CAME = ['arrived', 'checked-in', 'in-consult', 'completed'];
  for (const visit of book.appointments) {
    const wall = walls(visit.branchId, visit.startMs);
    if (visit.status === 'entered-in-error' || visit.supersededBy !== null) continue;
    // A visit is counted once, with whose it is: not again with those who assist in it.
    if (visit.assistsId !== null) continue;
    if (!isMeant(visit) || !isIn(wall)) continue;
    const by = { ...byPlace(visit), ...byTime(wall) };
    const cancelledMs = readSteps(visit.steps).findLast((s) => s.status === 'cancelled')?.atMs;
    const isCancelled = visit.status === 'cancelled';
    const { arrivedMs, startedMs } = visitTimes(visit.steps);
    const wentIn = ['in-consult', 'completed'].includes(visit.status);
    const waited =
      wentIn && arrivedMs !== null && startedMs !== null && startedMs >= arrivedMs
        ? startedMs - arrivedMs
        : null;
    const madeMs = Math.floor(visit.madeHlc / 1024);
    const lead = visit.importId === null && madeMs <= visit.startMs ? visit.startMs - madeMs : null;
    const came = CAME.includes(visit.status);
    add(
      {
        booked: 1,
        cancelled: isCancelled ? 1 : 0,
        lateCancelled:
          isCancelled && cancelledMs !== undefined && visit.startMs - cancelledMs < DAY_MS ? 1 : 0,
        cancelledUnknown: isCancelled && cancelledMs === undefined ? 1 : 0,
        noShow: visit.status === 'no-show' ? 1 : 0,
        arrived: came ? 1 : 0,
        seen: wentIn ? 1 : 0,
        unsaid: visit.status === 'booked' && visit.endMs <= nowMs ? 1 : 0,
        ...(lead === null ? {} : { leads: 1, leadMs: lead }),
        ...(waited === null ? {} : { waits: 1, waitMs: waited }),
      },
      by,
    );
    if (waited !== null) add({ waits: 0 }, { wait: String(Math.floor(waited / MINUTE_MS)) });
    const hasLost = book.conflicts.some(
      (one) => one.kind === 'displaced' && one.state === 'open' && one.recordId === visit.id,
    );
    for (let ms = visit.startMs; ms < visit.endMs; ms += MINUTE_MS) {
      const { hour } = walls(visit.branchId, ms);
      const taken = {
        takenMs: isCancelled || hasLost ? 0 : MINUTE_MS,
        seenMs: came ? MINUTE_MS : 0,
      };
      add(taken, {
        ...by,
        hour: String(hour),
        cell: String(wall.weekday * 24 + hour),
      });
    }
  }
}

function reckonCapacity(book: RawBook, { isIn, isMeant, walls, add }: Meant): void {
  const within = (ms: number, one: { startMs: number; endMs: number }): boolean =>
    one.startMs <= ms && ms < one.endMs;
  for (const session of book.sessions) {
    if (session.deleted || !isMeant(session)) continue;
    const closed = book.slots.filter(
      (slot) => slot.sessionId === session.id && !slot.deleted && slot.status !== 'available',
    );
    const away = book.timesOff.filter((off) => off.doctorId === session.doctorId && !off.deleted);
    for (let ms = session.startMs; ms < session.endMs; ms += MINUTE_MS) {
      const wall = walls(session.branchId, ms);
      const isClosedDay = book.closures.some(
        (one) => !one.deleted && one.branchId === session.branchId && one.day === wall.day,
      );
      const isCut = [...session.breaks, ...closed, ...away].some((one) => within(ms, one));
      if (!isIn(wall) || isClosedDay || isCut) continue;
      add({ capacityMs: MINUTE_MS * session.capacity }, { ...byPlace(session), ...byTime(wall) });
    }
  }
}

function reckonOverruns(book: RawBook, { isIn, isMeant, walls, add }: Meant): void {
  for (const session of book.sessions) {
    if (session.deleted || !isMeant(session)) continue;
    const wall = walls(session.branchId, session.startMs);
    if (!isIn(wall)) continue;
    const ends = book.appointments
      .filter((one) => one.sessionId === session.id && one.status === 'completed')
      .filter((one) => one.supersededBy === null && one.branchId === session.branchId)
      .filter((one) => one.doctorId === session.doctorId)
      .filter((one) => one.startMs >= session.startMs - DAY_MS)
      .filter((one) => one.startMs < session.endMs + DAY_MS / 2)
      .flatMap((one) => visitTimes(one.steps).endedMs ?? []);
    if (ends.length === 0) continue;
    const overMs = Math.max(0, Math.max(...ends) - session.endMs);
    add(
      { sessionsKnown: 1, sessionsOver: overMs > 0 ? 1 : 0, overMs },
      { branch: session.branchId, doctor: session.doctorId, day: wall.day },
    );
  }
}

function reckonQueue(book: RawBook, { isIn, isMeant, walls, add }: Meant): void {
  const byId = new Map(book.appointments.map((one) => [one.id, one]));
  for (const entry of book.queue) {
    const visit = byId.get(entry.appointmentId ?? '');
    const isWalkIn = !visit || (visit.moves === 0 && visit.madeHlc / 1024 >= entry.joinedMs);
    const whose = { ...entry, doctorId: visit?.doctorId ?? entry.doctorId };
    const wall = walls(entry.branchId, entry.joinedMs);
    if (entry.deleted || !isWalkIn || !isMeant(whose) || !isIn(wall)) continue;
    const state = stateOf(entry, visit);
    add(
      {
        walkInsServed: state === 'served' ? 1 : 0,
        walkInsLost: state === 'lost' ? 1 : 0,
        walkInsOpen: state === 'open' ? 1 : 0,
      },
      { ...byPlace(whose), ...byTime(wall) },
    );
  }
}

function stateOf(entry: QueueEntry, visit: Appointment | undefined): 'served' | 'lost' | 'open' {
  if (visit) {
    if (['in-consult', 'completed'].includes(visit.status)) return 'served';
    if (['cancelled', 'no-show', 'entered-in-error'].includes(visit.status)) return 'lost';
    return entry.state === 'left' ? 'lost' : 'open';
  }
  if (['started', 'done'].includes(entry.state)) return 'served';
  return entry.state === 'left' ? 'lost' : 'open';
}

function wallReader(zones: ReadonlyMap<string, string>) {
  const formats = new Map(
    [...zones].map(([id, timeZone]) => [
      id,
      new Intl.DateTimeFormat('en-CA', {
        ...{ timeZone, hourCycle: 'h23', weekday: 'short', hour: '2-digit' },
        ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
      } as Intl.DateTimeFormatOptions),
    ]),
  );
  const known = new Map<string, Wall>();
  return (branchId: string, ms: number): Wall => {
    // Clocks change on the quarter of an hour.
    const key = `${branchId} ${Math.floor(ms / 900_000)}`;
    const found = known.get(key);
    if (found) return found;
    const parts = Object.fromEntries(
      (formats.get(branchId)?.formatToParts(ms) ?? []).map(({ type, value }) => [type, value]),
    );
    const wall = {
      day: `${parts.year}-${parts.month}-${parts.day}`,
      weekday: WEEKDAYS.indexOf(parts.weekday ?? '') + 1,
      hour: Number(parts.hour),
    };
    known.set(key, wall);
    return wall;
  };
}
