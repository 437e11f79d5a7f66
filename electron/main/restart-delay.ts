const FIRST_MS = 250;
const LONGEST_MS = 15_000;

/** Ends in a row after which a person is asked; together they take about half a minute. */
export const RESTARTS_MAX = 8;

/** How long to wait before the `attempt`th restart in a row, counted from 1: doubling, bounded. */
export function restartDelayMs(attempt: number): number {
  return Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
}
