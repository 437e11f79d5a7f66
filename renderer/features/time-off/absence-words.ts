import type { Interval } from '../../../shared/time/interval.ts';
import type { InstantWords } from '../../words/instant-words.ts';
import { words } from './time-off-words.ts';

const DAY_MS = 86_400_000;
/** An absence that ends so far ahead has no end. */
const FOR_GOOD_MS = 20 * 365 * DAY_MS;
/** From so far ahead on, a day and its month could be of this year or of another. */
const ANY_YEAR_MS = 330 * DAY_MS;
/** Hardly anybody is away for longer and comes back. */
const LONG_MS = 366 * DAY_MS;

type Say = Pick<InstantWords, 'day' | 'dayAndYear' | 'time'>;

/** "Mon 2 Mar – Fri 6 Mar", with years where the days could be of several. */
export function absenceWords({ startMs, endMs }: Interval, say: Say, nowMs: number): string {
  const isEndless = endMs - startMs > FOR_GOOD_MS;
  const day = (isEndless ? startMs : endMs) - nowMs > ANY_YEAR_MS ? say.dayAndYear : say.day;
  if (isEndless) return `${day(startMs)}, ${say.time(startMs)} – ${words.forGood}`;
  // Midnight belongs to the day before.
  const isMidnight = say.time(endMs) === say.time(startMs) && endMs > startMs;
  const isOneDay = say.dayAndYear(startMs) === say.dayAndYear(endMs - 1);
  if (isMidnight) return isOneDay ? day(startMs) : `${day(startMs)} – ${day(endMs - 1)}`;
  if (isOneDay) return `${day(startMs)}, ${say.time(startMs)}–${say.time(endMs)}`;
  return `${day(startMs)}, ${say.time(startMs)} – ${day(endMs)}, ${say.time(endMs)}`;
}

/** What is asked of whoever enters a long absence, such as one of a year that was mistyped; else null. */
export function longAbsenceWords(
  times: readonly Interval[],
  say: Pick<Say, 'dayAndYear'>,
): string | null {
  const long = times.find(
    ({ startMs, endMs }) => endMs - startMs > LONG_MS && endMs - startMs <= FOR_GOOD_MS,
  );
  if (!long) return null;
  const days = Math.round((long.endMs - long.startMs) / DAY_MS);
  return words.isLong(days, say.dayAndYear(long.endMs - 1));
}
