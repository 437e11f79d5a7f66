import { assert } from '../core/assert.ts';

/**
 * A hybrid logical clock (Kulkarni, Demirbas, Madappa, Avva and Leone, "Logical Physical Clocks and
 * Consistent Snapshots in Globally Distributed Databases", 2014): close to the time of day, yet
 * always later than whatever its reader had seen.
 *
 * One safe integer holds both parts, so that stamps compare as numbers and fit a `bigint` column:
 * milliseconds since 1970 times 1024, plus a count of what happened in the same millisecond. There
 * is room until the year 2248. A count that reaches 1024 runs over into the next millisecond,
 * which keeps the order.
 */
export type Hlc = number;

const COUNTS_A_MS = 1024;
const MS_END = 2 ** 43;

/** The earliest stamp of a millisecond. */
export function hlcAt(ms: number): Hlc {
  assert(
    Number.isInteger(ms) && ms >= 0 && ms < MS_END,
    'A stamp is of a whole millisecond from 1970 to 2248.',
  );
  return ms * COUNTS_A_MS;
}

/** Milliseconds since 1970 that a stamp stands for. */
export const hlcMs = (hlc: Hlc): number => Math.floor(hlc / COUNTS_A_MS);

/** The stamp of the next write: later than `previous`, and not before the time of day. */
export function tick(previous: Hlc, nowMs: number): Hlc {
  const next = Math.max(hlcAt(nowMs), previous + 1);
  assert(Number.isSafeInteger(next), 'A stamp is a safe integer.');
  return next;
}

/** The replica's stamp after it has heard of `remote`: later than both. */
export const receive = (previous: Hlc, remote: Hlc, nowMs: number): Hlc =>
  tick(Math.max(previous, remote), nowMs);
