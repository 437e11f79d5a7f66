import { addDays, type DayRange, daysFrom, dayToWall, wallToDay } from '../../time/day.ts';

const DAY_MS = 86_400_000;

/** Days that are counted together. */
export interface ReportPiece extends DayRange {
  /** A whole period or one day, which is over: what was counted of it may be kept. */
  readonly isKept: boolean;
}

const PERIOD_DAYS = 28;
/** 1970 began on a Thursday. */
const DAYS_BEFORE_1970 = 3;
/** A visit may go on into the day after its own, and clocks differ by a day. */
const SETTLED_AFTER_DAYS = 3;
/** The longest range of the screen but a year, twelve weeks, with those before it and half a period. */
const DAYS_KEPT_UP = 182;
/** A year with the one before it. */
const PERIODS_KEPT_UP = 27;

/** A day as its number, counted from the first of 1970. */
export const dayNo = (day: DayRange['firstDay']): number => dayToWall(day) / DAY_MS;

/** The days of a range by periods of four weeks, each of which begins on a Monday; in order. */
export function reportPeriods({ firstDay, lastDay }: DayRange): readonly DayRange[] {
  const periods: DayRange[] = [];
  for (let from = firstDay; from <= lastDay; ) {
    const last = addDays(periodStart(from), PERIOD_DAYS - 1);
    const until = last < lastDay ? last : lastDay;
    periods.push({ firstDay: from, lastDay: until });
    from = addDays(until, 1);
  }
  return periods;
}

/**
 * A range as what of it is counted together: whole periods that are over, days of the others one by
 * one, and days that may still change by themselves.
 */
export const reportPieces = (range: DayRange, nowMs: number): readonly ReportPiece[] =>
  reportPeriods(range).flatMap((days) =>
    isWhole(days) && isOver(days, nowMs) ? [{ ...days, isKept: true }] : dayPieces(days, nowMs),
  );

/** What is kept before anybody asks, the latest first: days, and whole periods. */
export function piecesKeptUp(nowMs: number): readonly ReportPiece[] {
  const today = wallToDay(nowMs);
  const days = dayPieces({ firstDay: addDays(today, -DAYS_KEPT_UP), lastDay: today }, nowMs);
  const first = addDays(periodStart(today), -PERIODS_KEPT_UP * PERIOD_DAYS);
  const periods = reportPieces({ firstDay: first, lastDay: today }, nowMs).filter(isWhole);
  return [...days.toReversed(), ...periods.toReversed()].filter(({ isKept }) => isKept);
}

const isWhole = ({ firstDay, lastDay }: DayRange): boolean =>
  daysFrom(firstDay, lastDay) === PERIOD_DAYS - 1;

function periodStart(day: DayRange['firstDay']): DayRange['firstDay'] {
  const period = Math.floor((dayNo(day) + DAYS_BEFORE_1970) / PERIOD_DAYS);
  return addDays('1970-01-01', period * PERIOD_DAYS - DAYS_BEFORE_1970);
}

function dayPieces({ firstDay, lastDay }: DayRange, nowMs: number): readonly ReportPiece[] {
  const pieces: ReportPiece[] = [];
  let from = firstDay;
  for (; from <= lastDay && isOver({ lastDay: from }, nowMs); from = addDays(from, 1)) {
    pieces.push({ firstDay: from, lastDay: from, isKept: true });
  }
  return from <= lastDay ? [...pieces, { firstDay: from, lastDay, isKept: false }] : pieces;
}

/** Whether what is counted of days no longer changes by itself, as time goes on. */
const isOver = ({ lastDay }: Pick<DayRange, 'lastDay'>, nowMs: number): boolean =>
  dayToWall(addDays(lastDay, SETTLED_AFTER_DAYS)) <= nowMs;
