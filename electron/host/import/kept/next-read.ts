import type { Random } from '../../../../shared/core/random.ts';

const MINUTE_MS = 60_000;
const FIRST_WAIT_MS = 5 * MINUTE_MS;
const LONGEST_WAIT_MS = 12 * 60 * MINUTE_MS;

/** How long until a calendar that was read is read again: about as often as was chosen, so that many
 * are not read at once. */
export function untilNextMs(everyMin: number, random: Random): number {
  const [chance = 0] = random.bytes(1);
  return Math.round(everyMin * MINUTE_MS * (0.9 + chance / 1280));
}

/** How long until one that could not be read is tried again: twice as long each time, less up to a
 * quarter by chance, to twelve hours. `failures`: in a row, this one included. */
export function untilRetryMs(failures: number, random: Random): number {
  const [chance = 0] = random.bytes(1);
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(waitMs * (1 - chance / 1024));
}
