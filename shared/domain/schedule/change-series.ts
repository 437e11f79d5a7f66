import { err, ok, type Result } from '../../core/result.ts';
import type { Series } from '../../model/session.ts';
import { addDays, type DayKey, type Weekday, weekdayOf } from '../../time/day.ts';
import { fromRruleDays, RRULE_DAYS, toRruleDays } from '../../time/rrule-days.ts';
import { generateOccurrences } from './generate-occurrences.ts';

/** A series in two: what stays as it was, and what follows under an id of its own. */
export interface SplitSeries {
  /** null when the day is the first of the series, so that nothing stays. */
  readonly before: Series | null;
  readonly onward: Series;
}

/**
 * Splits a series before one of its days. The part that follows keeps the rhythm, since it begins
 * on a day of the rule, and what is left of a count. An error is a sentence about the rule.
 */
export function splitSeries(
  series: Series,
  day: DayKey,
  newId: string,
): Result<SplitSeries, string> {
  const lastDay = addDays(day, -1);
  const past = generateOccurrences(series.rule, series.firstDay, {
    firstDay: series.firstDay,
    lastDay,
  });
  if (!past.ok) return past;
  if (past.value.length === 0) return ok({ before: null, onward: series });
  const parts = partsOf(series.rule);
  const count = parts.get('COUNT');
  const ended = new Map(parts);
  ended.delete('COUNT');
  ended.set('UNTIL', lastDay.replaceAll('-', ''));
  if (count !== undefined) parts.set('COUNT', String(Number(count) - past.value.length));
  return ok({
    before: { ...series, rule: ruleOf(ended) },
    onward: { ...series, id: newId, firstDay: day, rule: ruleOf(parts) },
  });
}

/** The days of a series that are one weekday, and the others. */
export interface PartedSeries {
  /** With the id of the series; null when it comes on no other weekday. */
  readonly others: Series | null;
  readonly ofDay: Series;
}

/** The end of a count is looked for so far ahead. */
const COUNT_DAYS_MAX = 12 * 365;

/**
 * Parts the days of one weekday from a series that comes by days or weeks. Both keep its rhythm and
 * its end; a count, which would then count others, becomes the day it came to. An error is a
 * sentence about the rule.
 */
export function partByWeekday(series: Series, weekday: Weekday): Result<PartedSeries, string> {
  const { rule, firstDay } = series;
  const parts = partsOf(rule);
  const isDaily = parts.get('FREQ') === 'DAILY';
  if (parts.has('BYSETPOS') || !(isDaily || parts.get('FREQ') === 'WEEKLY')) {
    return err('Only what comes again by days or weeks is changed on one weekday alone.');
  }
  const each = isDaily ? [...RRULE_DAYS] : toRruleDays([weekdayOf(firstDay)]);
  const days = fromRruleDays(parts.get('BYDAY')?.split(',') ?? each);
  if (!days.includes(weekday)) return err('It does not come again on that weekday.');
  const count = parts.get('COUNT');
  if (count !== undefined) {
    const lastDay = addDays(firstDay, COUNT_DAYS_MAX);
    const all = generateOccurrences(rule, firstDay, { firstDay, lastDay });
    if (!all.ok) return all;
    if (all.value.length < Number(count)) return err('Its end is too far ahead.');
    parts.delete('COUNT');
    parts.set('UNTIL', (all.value.at(-1) ?? firstDay).replaceAll('-', ''));
  }
  const on = (some: readonly Weekday[]): Series => ({
    ...series,
    rule: ruleOf(new Map([...parts, ['BYDAY', toRruleDays(some).join(',')]])),
  });
  const rest = days.filter((day) => day !== weekday);
  return ok({ others: rest.length === 0 ? null : on(rest), ofDay: on([weekday]) });
}

const partsOf = (rule: string): Map<string, string> =>
  new Map(
    rule
      .trim()
      .toUpperCase()
      .split(';')
      .map((part): [string, string] => {
        const [name = '', value = ''] = part.split('=');
        return [name, value];
      }),
  );

const ruleOf = (parts: ReadonlyMap<string, string>): string =>
  [...parts].map(([name, value]) => `${name}=${value}`).join(';');
