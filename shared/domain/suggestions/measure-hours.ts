import type { HourUse } from '../../model/suggestion.ts';
import type { Interval } from '../../time/interval.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { workStretches } from '../schedule/work-stretches.ts';
import type { FreeTimeFacts } from '../slots/generate-free-times.ts';
import { weekdayOfWall } from './learn-habits.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_HOURS = 7 * 24;
/** Of less working time nothing is said: one visit would change it too much. */
const MEASURED_MIN_MS = 2 * HOUR_MS;

type Session = FreeTimeFacts['sessions'][number];

/** How hours of weekdays are used, by branch. */
export interface HourUses {
  readonly at: (branchId: string, startMs: number) => HourUse | null;
  /** Of one branch, Monday first. */
  readonly of: (branchId: string) => readonly HourUse[];
}

/** Of one branch, by hour of the week: the first of Monday is 0. */
interface Sums {
  readonly workedMs: Float64Array;
  readonly bookedMs: Float64Array;
}

/**
 * How much of the doctors' working time within a window is booked, by weekday and hour of each
 * branch's clock. What is beyond an hour's places, put there on purpose, counts as one of them.
 */
export function measureHours(
  facts: Pick<FreeTimeFacts, 'sessions'>,
  claimsOf: (session: Session) => readonly Interval[],
  window: Interval,
  zoneOf: (branchId: string) => TimeZone,
): HourUses {
  const sums = new Map<string, Sums>();
  for (const session of facts.sessions) {
    const zone = zoneOf(session.branchId);
    const ofBranch = sums.get(session.branchId) ?? noSums();
    sums.set(session.branchId, ofBranch);
    for (const stretch of workStretches(session)) {
      const worked = part(stretch, window);
      addHours(ofBranch.workedMs, worked, zone, session.capacity);
      for (const claim of claimsOf(session))
        addHours(ofBranch.bookedMs, part(claim, worked), zone, 1);
    }
  }
  return lookUp(new Map([...sums].map(([id, ofBranch]) => [id, usesOf(ofBranch)])), zoneOf);
}

const noSums = (): Sums => ({
  workedMs: new Float64Array(WEEK_HOURS),
  bookedMs: new Float64Array(WEEK_HOURS),
});

/** What two stretches share; it ends before it begins where that is nothing. */
const part = (a: Interval, b: Interval): Interval => ({
  startMs: Math.max(a.startMs, b.startMs),
  endMs: Math.min(a.endMs, b.endMs),
});

/** Adds how much of a time lies in which hour; clocks that change within it are read at its hours. */
function addHours(sums: Float64Array, time: Interval, zone: TimeZone, times: number): void {
  for (let { startMs } = time; startMs < time.endMs; ) {
    const wall = instantToWall(zone, startMs);
    const restMs = HOUR_MS - (((wall % HOUR_MS) + HOUR_MS) % HOUR_MS);
    const endMs = Math.min(time.endMs, startMs + restMs);
    const hour = hourOfWeek(wall);
    sums[hour] = (sums[hour] ?? 0) + (endMs - startMs) * times;
    startMs = endMs;
  }
}

function usesOf({ workedMs, bookedMs }: Sums): readonly (HourUse | null)[] {
  return Array.from(workedMs, (worked, hourOfWeek): HourUse | null => {
    if (worked < MEASURED_MIN_MS) return null;
    const share = Math.min(1, (bookedMs[hourOfWeek] ?? 0) / worked);
    const weekday = Math.floor(hourOfWeek / 24) + 1;
    return { weekday, hour: hourOfWeek % 24, percent: Math.round(share * 100) };
  });
}

const lookUp = (
  uses: ReadonlyMap<string, readonly (HourUse | null)[]>,
  zoneOf: (branchId: string) => TimeZone,
): HourUses => ({
  at: (branchId, startMs) =>
    uses.get(branchId)?.[hourOfWeek(instantToWall(zoneOf(branchId), startMs))] ?? null,
  of: (branchId) => (uses.get(branchId) ?? []).filter((use) => use !== null),
});

const hourOfWeek = (wall: number): number =>
  (weekdayOfWall(wall) - 1) * 24 + Math.floor((((wall % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS);
