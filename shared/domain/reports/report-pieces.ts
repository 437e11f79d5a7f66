import { addDays, type DayRange, dayToWall } from '../../time/day.ts';

const DAY_MS = 86_400_000;

/**
 * Days of one period: four weeks, the first of which begins on a Monday. So many are read at once:
 * nobody who books waits for longer.
 */
export interface ReportPiece extends DayRange {
  /** Counted from that in which 1970 begins. */
  readonly period: number;
  readonly isWhole: boolean;
}

const PERIOD_DAYS = 28;
/** 1970 began on a Thursday. */
const DAYS_BEFORE_1970 = 3;
/** A visit may go on into the day after its own, and clocks differ by a day. */
const SETTLED_AFTER_DAYS = 3;

/** The days of a range by the periods that they are in, in order. */
export function reportPieces({ firstDay, lastDay }: DayRange): readonly ReportPiece[] {
  const pieces: ReportPiece[] = [];
  for (let from = firstDay; from <= lastDay; ) {
    const period = Math.floor((dayToWall(from) / DAY_MS + DAYS_BEFORE_1970) / PERIOD_DAYS);
    const { firstDay: first, lastDay: last } = daysOfPeriod(period);
    const until = last < lastDay ? last : lastDay;
    pieces.push({
      ...{ firstDay: from, lastDay: until, period },
      isWhole: from === first && until === last,
    });
    from = addDays(until, 1);
  }
  return pieces;
}

function daysOfPeriod(period: number): DayRange {
  const firstDay = addDays('1970-01-01', period * PERIOD_DAYS - DAYS_BEFORE_1970);
  return { firstDay, lastDay: addDays(firstDay, PERIOD_DAYS - 1) };
}

/** Whether what is counted of a piece no longer changes by itself, as time goes on. */
export const isPieceSettled = ({ lastDay }: ReportPiece, nowMs: number): boolean =>
  dayToWall(addDays(lastDay, SETTLED_AFTER_DAYS)) <= nowMs;
