import { exhaustive } from '../../core/exhaustive.ts';
import type { RepeatWish } from '../../model/course.ts';
import { dayAt, daysFrom, minuteOfDay } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';

const HOUR_MS = 3_600_000;
/** How many days before and after are looked at. */
export const DAYS_AROUND = 3;
const DAYS_AROUND_MS = DAYS_AROUND * 24 * HOUR_MS;

interface Time extends Interval {
  readonly doctorId: string;
}

/**
 * Times in the order in which somebody would take them instead: the nearest day, then the nearest
 * by the clock, with the same doctor where two are as near.
 */
export function nearestFirst<T extends Time>(
  times: readonly T[],
  wanted: Time,
  zone: TimeZone,
): readonly T[] {
  const placeOf = (ms: number) => ({
    day: dayAt(zone, ms),
    minute: minuteOfDay(instantToWall(zone, ms)),
  });
  const at = placeOf(wanted.startMs);
  const known = times.map((time) => {
    const { day, minute } = placeOf(time.startMs);
    const days = Math.abs(daysFrom(at.day, day));
    const isOther = time.doctorId === wanted.doctorId ? 0 : 1;
    return { time, days, minutes: Math.abs(minute - at.minute), isOther };
  });
  return known
    .toSorted(
      (a, b) =>
        a.days - b.days ||
        a.minutes - b.minutes ||
        a.isOther - b.isOther ||
        a.time.startMs - b.time.startMs ||
        (a.time.doctorId < b.time.doctorId ? -1 : 1),
    )
    .map(({ time }) => time);
}

/** Whether a time may be taken by itself for the one that is wanted. */
export function isInWindow(
  time: Interval,
  wanted: Interval,
  window: RepeatWish['window'],
  zone: TimeZone,
): boolean {
  const far = Math.abs(time.startMs - wanted.startMs);
  switch (window) {
    case 'exact':
      return false;
    case 'hour':
      return far <= HOUR_MS;
    case 'day':
      return dayAt(zone, time.startMs) === dayAt(zone, wanted.startMs);
    case 'days':
      return far <= DAYS_AROUND_MS;
    default:
      return exhaustive(window);
  }
}
