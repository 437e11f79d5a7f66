import { exhaustive } from '../../core/exhaustive.ts';
import { COURSE_DAYS_MAX, COURSE_VISITS_MAX } from '../../model/choices.ts';
import type { Repetition } from '../../model/course.ts';
import { addDays, type DayKey, daysFrom, monthOf } from '../../time/day.ts';

const DAYS_OF_WEEK = 7;
const MONTHS_OF_YEAR = 12;

/**
 * The days of visits that come again, `first` among them: never more than 52, none more than two
 * years after it. Of a month without such a day it is the last one, so that nobody is left out for
 * having begun on a 31st.
 */
export function repeatDays(first: DayKey, { unit, every, end }: Repetition): readonly DayKey[] {
  const count = end.kind === 'count' ? end.count : COURSE_VISITS_MAX;
  const furthest = addDays(first, COURSE_DAYS_MAX);
  const last = end.kind === 'until' && daysFrom(end.day, furthest) > 0 ? end.day : furthest;
  const days = Array.from({ length: Math.min(count, COURSE_VISITS_MAX) }, (_, i) =>
    later(first, unit, i * every),
  );
  return days.filter((day) => daysFrom(day, last) >= 0);
}

function later(first: DayKey, unit: Repetition['unit'], by: number): DayKey {
  switch (unit) {
    case 'day':
      return addDays(first, by);
    case 'week':
      return addDays(first, by * DAYS_OF_WEEK);
    case 'month':
      return monthsLater(first, by);
    default:
      return exhaustive(unit);
  }
}

function monthsLater(day: DayKey, by: number): DayKey {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const months = year * MONTHS_OF_YEAR + month - 1 + by;
  const inYear = String(Math.floor(months / MONTHS_OF_YEAR)).padStart(4, '0');
  const first = `${inYear}-${String((months % MONTHS_OF_YEAR) + 1).padStart(2, '0')}-01`;
  const same = `${first.slice(0, 8)}${day.slice(8)}`;
  const { lastDay } = monthOf(first);
  return same > lastDay ? lastDay : same;
}
