import type { Pattern, Piece } from '../../../shared/model/template.ts';
import { formatClockTime } from '../../../shared/time/clock-time.ts';
import { DAY_NAMES } from '../../words/day-names.ts';

/** Days of a pattern that look the same, and how. */
export interface PatternLine {
  /** "Mon, Tue"; empty in a pattern of one day. */
  readonly days: string;
  /** "09:00–13:00, 14:00–17:00". */
  readonly times: string;
}

/** How a pattern looks, in the order of its days. */
export function patternLines({ lengthDays, pieces }: Pattern): readonly PatternLine[] {
  const byDay = Map.groupBy(pieces, ({ day }) => day);
  const told = [...byDay]
    .toSorted(([a], [b]) => a - b)
    .map(([day, of]) => ({ day, times: timesOf(of) }));
  return [...Map.groupBy(told, ({ times }) => times)].map(([times, of]) => ({
    days: lengthDays === 1 ? '' : of.map(({ day }) => DAY_NAMES[day]).join(', '),
    times,
  }));
}

const timesOf = (pieces: readonly Piece[]): string =>
  pieces
    .toSorted((a, b) => a.startMin - b.startMin)
    .map(({ startMin, endMin }) => `${formatClockTime(startMin)}–${formatClockTime(endMin)}`)
    .join(', ');
