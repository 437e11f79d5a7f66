import ICAL from 'ical.js';
import { err, ok, type Result } from '../../core/result.ts';
import type { DayKey } from '../../time/day.ts';

/** More occurrences than this in one derivation are a mistake in the rule. */
const OCCURRENCES_MAX = 2000;
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/**
 * The days on which a recurrence rule (RFC 5545, RRULE value) falls, from `firstDay` through
 * `lastDay`. Days are wall-clock days of the branch; no zone is needed. An error is a sentence.
 */
export function generateOccurrences(
  rule: string,
  firstDay: DayKey,
  lastDay: DayKey,
): Result<readonly DayKey[], string> {
  const recur = parseRule(rule);
  if (!recur.ok) return recur;
  const iterator = recur.value.iterator(ICAL.Time.fromDateString(firstDay));
  const days: DayKey[] = [];
  for (let steps = 0; steps < OCCURRENCES_MAX * 4; steps += 1) {
    const next = iterator.next();
    if (!next) return ok(days);
    const day = next.toString().slice(0, 10);
    if (day > lastDay) return ok(days);
    days.push(day);
    if (days.length > OCCURRENCES_MAX) return err('The rule gives too many days.');
  }
  return err('The rule never comes to an end.');
}

function parseRule(rule: string): Result<ICAL.Recur, string> {
  try {
    // The library reads an interval of 0 as 1; whoever wrote it meant something else.
    if (/INTERVAL=0*(;|$)/i.test(rule)) return err('A rule repeats at intervals of at least one.');
    const recur = ICAL.Recur.fromString(rule);
    if (!FREQUENCIES.includes(recur.freq)) {
      return err('A rule repeats daily, weekly, monthly or yearly.');
    }
    const impossible = recur.interval < 1 || (recur.count !== null && recur.count < 1);
    return impossible
      ? err('A rule repeats at least once, at intervals of at least one.')
      : ok(recur);
  } catch (error) {
    return err(error instanceof Error ? error.message : 'The rule is not an RRULE.');
  }
}
