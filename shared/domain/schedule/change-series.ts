import { ok, type Result } from '../../core/result.ts';
import type { Series } from '../../model/session.ts';
import { addDays, type DayKey } from '../../time/day.ts';
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
