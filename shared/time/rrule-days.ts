import type { Weekday } from './day.ts';

/** The days of the week as RRULE names them (RFC 5545, 3.3.10), Monday first. */
export const RRULE_DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** The names of the days, in the order of the week. */
export const toRruleDays = (days: readonly Weekday[]): readonly string[] =>
  RRULE_DAYS.filter((_, i) => days.includes((i + 1) as Weekday));

/** The days of these names, in the order of the week. */
export const fromRruleDays = (names: readonly string[]): readonly Weekday[] =>
  RRULE_DAYS.flatMap((name, i) => (names.includes(name) ? [(i + 1) as Weekday] : []));
