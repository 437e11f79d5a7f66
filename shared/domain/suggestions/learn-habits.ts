import type { Preferences } from '../../model/preferences.ts';
import type { DayPart } from '../../model/suggestion.ts';
import { minuteOfDay } from '../../time/day.ts';
import { instantToWall, type LocalDateTime } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';

/** A visit that a patient came to. */
export interface PastVisit {
  readonly doctorId: string;
  readonly branchId: string;
  readonly startMs: number;
}

/** How often a patient came to whom, where and when, of `total` visits. */
export interface Habits {
  readonly total: number;
  readonly doctors: ReadonlyMap<string, number>;
  readonly branches: ReadonlyMap<string, number>;
  /** By ISO 8601, Monday is 1. */
  readonly weekdays: ReadonlyMap<number, number>;
  readonly parts: ReadonlyMap<DayPart, number>;
  /** What the patient said, which wins over all of this; null if nothing was. */
  readonly said: Preferences | null;
}

const NOON_MIN = 12 * 60;
const EVENING_MIN = 17 * 60;
const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;

/** Which day of the week the wall shows (ISO 8601: Monday is 1). */
export const weekdayOfWall = (wall: LocalDateTime): number =>
  ((((Math.floor(wall / DAY_MS) + EPOCH_WEEKDAY - 1) % 7) + 7) % 7) + 1;

export function partOfWall(wall: LocalDateTime): DayPart {
  const minute = minuteOfDay(wall);
  if (minute < NOON_MIN) return 'morning';
  return minute < EVENING_MIN ? 'afternoon' : 'evening';
}

/** What a patient's visits say of what suits: nothing is asked that the book knows already. */
export function learnHabits(
  visits: readonly PastVisit[],
  zoneOf: (branchId: string) => TimeZone,
  said: Preferences | null,
): Habits {
  const walls = visits.map(({ branchId, startMs }) => instantToWall(zoneOf(branchId), startMs));
  return {
    total: visits.length,
    doctors: counted(visits.map(({ doctorId }) => doctorId)),
    branches: counted(visits.map(({ branchId }) => branchId)),
    weekdays: counted(walls.map(weekdayOfWall)),
    parts: counted(walls.map(partOfWall)),
    said,
  };
}

function counted<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
