import { type DayKey, midnightOf } from '../../time/day.ts';

const full = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const short = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  month: 'short',
  year: '2-digit',
});

/** "2 Mar 2026", "2 Mar", "Mar 26". */
export const dayName = (day: DayKey): string => full.format(midnightOf(day));
export const shortDayName = (day: DayKey): string => short.format(midnightOf(day));
export const monthName = (day: DayKey): string => month.format(midnightOf(day));
