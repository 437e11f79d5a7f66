import type { HourUse } from '../../model/suggestion.ts';
import { type Interval, intersect } from '../../time/interval.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { workStretches } from '../schedule/work-stretches.ts';
import type { FreeTimeFacts } from '../slots/generate-free-times.ts';
import { weekdayOfWall } from './learn-habits.ts';

const HOUR_MS = 3_600_000;
/** Of less working time nothing is said: one visit would change it too much. */
const MEASURED_MIN_MS = 2 * HOUR_MS;

type Session = FreeTimeFacts['sessions'][number];

/** How hours of weekdays are used, by branch. */
export interface HourUses {
  readonly at: (branchId: string, startMs: number) => HourUse | null;
  /** Of one branch, Monday first. */
  readonly of: (branchId: string) => readonly HourUse[];
}

interface Minutes {
  workedMs: number;
  bookedMs: number;
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
  const hours = new Map<string, Minutes>();
  const add = (session: Session, time: Interval, part: keyof Minutes, times: number): void => {
    const within = time.startMs < time.endMs && intersect(time, window);
    if (!within) return;
    for (const [key, ms] of hoursOf(session.branchId, within, zoneOf(session.branchId))) {
      const sum = hours.get(key) ?? { workedMs: 0, bookedMs: 0 };
      sum[part] += ms * times;
      hours.set(key, sum);
    }
  };
  for (const session of facts.sessions) {
    const stretches = workStretches(session);
    for (const stretch of stretches) add(session, stretch, 'workedMs', session.capacity);
    for (const claim of claimsOf(session)) {
      for (const stretch of stretches) {
        const part = intersect(claim, stretch);
        if (part) add(session, part, 'bookedMs', 1);
      }
    }
  }
  return lookUp(hours, zoneOf);
}

function lookUp(
  hours: ReadonlyMap<string, Minutes>,
  zoneOf: (branchId: string) => TimeZone,
): HourUses {
  const shareOf = (branchId: string, weekday: number, hour: number): HourUse | null => {
    const found = hours.get(`${branchId} ${weekday} ${hour}`);
    if (!found || found.workedMs < MEASURED_MIN_MS) return null;
    const share = Math.min(1, found.bookedMs / found.workedMs);
    return { weekday, hour, percent: Math.round(share * 100) };
  };
  return {
    at: (branchId, startMs) => {
      const wall = instantToWall(zoneOf(branchId), startMs);
      return shareOf(branchId, weekdayOfWall(wall), hourOf(wall));
    },
    of: (branchId) =>
      [...hours.keys()]
        .map((key) => key.split(' '))
        .filter(([branch]) => branch === branchId)
        .flatMap(([, weekday, hour]) => shareOf(branchId, Number(weekday), Number(hour)) ?? [])
        .toSorted((a, b) => a.weekday - b.weekday || a.hour - b.hour),
  };
}

const hourOf = (wall: number): number =>
  Math.floor((((wall % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS);
const DAY_MS = 24 * HOUR_MS;

/** How much of a time lies in which hour; clocks that change within it are read at its hours. */
function* hoursOf(branchId: string, time: Interval, zone: TimeZone): Generator<[string, number]> {
  for (let startMs = time.startMs; startMs < time.endMs; ) {
    const wall = instantToWall(zone, startMs);
    const restMs = HOUR_MS - (((wall % HOUR_MS) + HOUR_MS) % HOUR_MS);
    const endMs = Math.min(time.endMs, startMs + restMs);
    yield [`${branchId} ${weekdayOfWall(wall)} ${hourOf(wall)}`, endMs - startMs];
    startMs = endMs;
  }
}
