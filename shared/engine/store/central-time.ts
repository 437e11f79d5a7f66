import { hlcAt } from '../../merge/hlc.ts';
import type { BookTable } from './tables.ts';

/** Honest clocks differ by less, and what was measured is not that exact over a bad line. */
const CLOCK_WRONG_MS = 120_000;

/**
 * The time that stamps are made of: this computer's, or central's where the two are known to differ
 * by more than a little. So whoever's clock is wrong neither wins nor loses by it, and a clock that
 * is set right is taken at its word again with the next exchange.
 */
export function centralTimeMs({ clockOffsetMs }: Pick<BookTable, 'clockOffsetMs'>, nowMs: number) {
  const isWrong = clockOffsetMs !== null && Math.abs(clockOffsetMs) > CLOCK_WRONG_MS;
  return isWrong ? nowMs - clockOffsetMs : nowMs;
}

/**
 * The last stamp, unless it comes from a clock that was wrong before that was known: then it is no
 * later than now, or whoever made it would win until its time has come.
 */
export const notAhead = ({ hlc }: Pick<BookTable, 'hlc'>, nowMs: number): number =>
  hlc > hlcAt(nowMs + CLOCK_WRONG_MS) ? hlcAt(nowMs) : hlc;
