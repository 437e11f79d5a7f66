import type { Session } from '../../model/session.ts';
import type { Pattern, Piece } from '../../model/template.ts';
import { type DayKey, dayAt, dayToWall, weekdayOf } from '../../time/day.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { wallBreaksOf } from './work-stretches.ts';

const MINUTE_MS = 60_000;
const MIDNIGHT_MIN = 1440;

/**
 * The pattern that sessions of a day, or of seven days in a row, make by the clock of a branch. What
 * goes on past midnight ends there.
 */
export function patternOf(
  sessions: readonly Session[],
  zone: TimeZone,
  lengthDays: Pattern['lengthDays'],
): Pattern {
  const pieces = sessions.map((session): Piece => {
    const day = dayAt(zone, session.startMs);
    const minuteOf = (instantMs: number): number =>
      Math.floor((instantToWall(zone, instantMs) - dayToWall(day)) / MINUTE_MS);
    const breaks = wallBreaksOf(zone, session).filter(({ endMin }) => endMin <= MIDNIGHT_MIN);
    return {
      day: lengthDays === 1 ? 0 : weekdayOf(day) - 1,
      startMin: minuteOf(session.startMs),
      endMin: Math.min(minuteOf(session.endMs), MIDNIGHT_MIN),
      slotMin: session.slotMin,
      capacity: session.capacity,
      tags: [...session.tags],
      ...(breaks.length > 0 ? { breaks } : {}),
      ...(session.serviceIds.length > 0 ? { serviceIds: [...session.serviceIds] } : {}),
      ...(session.roomId === null ? {} : { roomId: session.roomId }),
      ...(session.sharedWith === null ? {} : { sharedWith: session.sharedWith }),
    };
  });
  return { lengthDays, pieces: pieces.toSorted(byTime) };
}

const byTime = (a: Piece, b: Piece): number => a.day - b.day || a.startMin - b.startMin;

/** What of a pattern is for a day of the calendar. */
export const piecesOn = ({ lengthDays, pieces }: Pattern, day: DayKey): readonly Piece[] =>
  lengthDays === 1 ? pieces : pieces.filter((piece) => piece.day === weekdayOf(day) - 1);
