import { RRuleTemporal } from 'rrule-temporal';
import { err, ok, type Result } from '../../core/result.ts';
import { addDays, type DayKey, type DayRange, isDay, midnightOf } from '../../time/day.ts';
import { readRule } from './read-rule.ts';

/** So many days, weeks, months or years are looked at before a rule counts as falling on none. */
const PERIODS_MAX = 40_000;
/** Leap days can be eight years apart. */
const FIRST_WITHIN_YEARS = 9;
/** As far as days are asked for at once: what lies ten years back, and what is derived ahead. */
const RANGE_DAYS_MAX = 12 * 366;
const [EARLIEST_DAY, LATEST_DAY] = ['1970-01-01', '2199-12-31'];

/**
 * The days of a range on which a recurrence rule (RFC 5545, RRULE value) falls that begins on
 * `firstDay`. Days are wall-clock days of the branch; no zone is needed. A day that a month does
 * not have is left out. An error is a sentence.
 */
export function generateOccurrences(
  rule: string,
  firstDay: DayKey,
  range: DayRange,
): Result<readonly DayKey[], string> {
  const recurrence = openRecurrence(rule, firstDay);
  if (!recurrence.ok) return recurrence;
  const from = range.firstDay > firstDay ? range.firstDay : firstDay;
  if (range.lastDay < from) return ok([]);
  if (addDays(from, RANGE_DAYS_MAX) < range.lastDay) return err('That is too far ahead.');
  return daysBetween(recurrence.value, { firstDay: from, lastDay: range.lastDay });
}

/** The first day of a rule; an error if it is not one, or has none in the years after `firstDay`. */
export function firstOccurrence(rule: string, firstDay: DayKey): Result<DayKey, string> {
  const recurrence = openRecurrence(rule, firstDay);
  if (!recurrence.ok) return recurrence;
  for (let year = 0; year < FIRST_WITHIN_YEARS; year += 1) {
    const from = addDays(firstDay, year * 366);
    const days = daysBetween(recurrence.value, { firstDay: from, lastDay: addDays(from, 365) });
    if (!days.ok) return days;
    if (days.value[0]) return ok(days.value[0]);
  }
  return err('The rule falls on no day.');
}

function daysBetween(
  recurrence: RRuleTemporal,
  { firstDay, lastDay }: DayRange,
): Result<readonly DayKey[], string> {
  try {
    const found = recurrence.between(midnightOf(firstDay), midnightOf(lastDay), true);
    return ok(found.map((moment) => moment.toPlainDate().toString()));
  } catch {
    return err('The rule cannot be reckoned.');
  }
}

function openRecurrence(rule: string, firstDay: DayKey): Result<RRuleTemporal, string> {
  if (!isDay(firstDay)) return err('The first day is no day of the calendar.');
  if (firstDay < EARLIEST_DAY || firstDay > LATEST_DAY) {
    return err(`The first day is not between ${EARLIEST_DAY} and ${LATEST_DAY}.`);
  }
  const read = readRule(rule);
  if (!read.ok) return read;
  const rruleString = `DTSTART:${firstDay.replaceAll('-', '')}T000000Z\nRRULE:${read.value}`;
  return ok(new RRuleTemporal({ rruleString, maxIterations: PERIODS_MAX }));
}
