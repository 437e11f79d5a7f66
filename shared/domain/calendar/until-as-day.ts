import { addDays, minuteOfDay, wallToDay } from '../../time/day.ts';
import { isoToInstant } from '../../time/iso-instant.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { Moment } from './read-moment.ts';

/**
 * A recurrence rule whose end is the last day on which it may fall. Programs write that end as a
 * day, as a time by the clocks of the series or as one in UTC, whatever the standard asks for.
 */
export function untilAsDay(rule: unknown, start: Moment): unknown {
  const until = (rule as { readonly until?: unknown } | null)?.until;
  if (typeof until !== 'string') return rule;
  return { ...(rule as object), until: lastDay(until, start) };
}

function lastDay(until: string, start: Moment): string {
  const day = until.slice(0, 10);
  const ms = isoToInstant(until.endsWith('Z') ? until : `${until}Z`);
  if (start.kind === 'day' || until.length === 10 || ms === null) return day;
  const wall = until.endsWith('Z') ? instantToWall(start.zone, ms) : ms;
  // The last occurrence is on the day before if the rule ends earlier in the day than it begins.
  return minuteOfDay(wall) < minuteOfDay(start.wall)
    ? addDays(wallToDay(wall), -1)
    : wallToDay(wall);
}
