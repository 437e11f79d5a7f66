import { type DayKey, dayAt, weekStart } from '../../../shared/time/day.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';

const DAYS = 7;
const WEEKS = 4;
const MONTHS = 12;

/**
 * Which backups are kept: the last of each of the last 7 days, 4 weeks and 12 months that have
 * any, by the calendar of `zone`; and always the newest.
 */
export function chooseKept(madeMs: readonly number[], zone: TimeZone): ReadonlySet<number> {
  const newestFirst = madeMs.toSorted((a, b) => b - a);
  const kept = new Set<number>();
  const keepLastOf = (stretchOf: (day: DayKey) => string, count: number): void => {
    const seen = new Set<string>();
    for (const ms of newestFirst) {
      const stretch = stretchOf(dayAt(zone, ms));
      if (seen.has(stretch) || seen.size >= count) continue;
      seen.add(stretch);
      kept.add(ms);
    }
  };
  keepLastOf((day) => day, DAYS);
  keepLastOf((day) => weekStart(day), WEEKS);
  keepLastOf((day) => day.slice(0, 'YYYY-MM'.length), MONTHS);
  return kept;
}
