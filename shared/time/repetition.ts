import {
  addDays,
  type DayKey,
  type DayRange,
  daysFrom,
  daysOf,
  isDay,
  type Weekday,
  weekdayOf,
  weekStart,
} from './day.ts';
import { fromRruleDays, RRULE_DAYS, toRruleDays } from './rrule-days.ts';

/** On which days something comes again, as a person says it. */
export interface Repetition {
  readonly by: 'days' | 'weeks' | 'months';
  /** Every so many of them. */
  readonly every: number;
  /** Of weeks; of months the one day. ISO 8601: Monday is 1. */
  readonly weekdays: readonly Weekday[];
  /** Of months: which of that weekday, from 1 to 4, or the last, -1. */
  readonly place: number;
}

/** A repetition and the last day on which it can come, null for one that goes on. */
export interface RepetitionUntil {
  readonly repetition: Repetition;
  readonly lastDay: DayKey | null;
}

export const REPEATS_EVERY_MAX = 99;

/** The rule (RFC 5545, RRULE value) of a repetition; null while no weekday is chosen for one that needs it. */
export function repetitionToRule({ repetition, lastDay }: RepetitionUntil): string | null {
  const { by, every, weekdays, place } = repetition;
  const days = toRruleDays(weekdays);
  if (by !== 'days' && days.length === 0) return null;
  const on = { days: [], weeks: [`BYDAY=${days.join(',')}`], months: [`BYDAY=${place}${days[0]}`] };
  return [
    `FREQ=${FREQUENCIES[by]}`,
    ...(every > 1 ? [`INTERVAL=${every}`] : []),
    ...on[by],
    ...(lastDay === null ? [] : [`UNTIL=${lastDay.replaceAll('-', '')}`]),
  ].join(';');
}

/** Longer ranges have no days: nobody waits for what is so far ahead. */
const RANGE_DAYS_MAX = 12 * 366;

/** The days of a range on which a repetition falls that begins on its first day: those of its rule. */
export function daysOfRepetition(repetition: Repetition, range: DayRange): readonly DayKey[] {
  const { firstDay, lastDay } = range;
  const length = daysFrom(firstDay, lastDay);
  if (length < 0 || length > RANGE_DAYS_MAX) return [];
  return daysOf(range).filter((day) => isOn(repetition, firstDay, day));
}

function isOn({ by, every, weekdays, place }: Repetition, firstDay: DayKey, day: DayKey): boolean {
  if (by === 'days') return daysFrom(firstDay, day) % every === 0;
  if (!weekdays.includes(weekdayOf(day))) return false;
  if (by === 'weeks') return (daysFrom(weekStart(firstDay), weekStart(day)) / 7) % every === 0;
  const isTurn = (monthsOf(day) - monthsOf(firstDay)) % every === 0;
  return isTurn && (place === -1 ? isLastOfMonth(day) : placeInMonth(day) === place);
}

const monthsOf = (day: DayKey): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
const placeInMonth = (day: DayKey): number => Math.ceil(Number(day.slice(8)) / 7);
const isLastOfMonth = (day: DayKey): boolean => monthsOf(addDays(day, 7)) !== monthsOf(day);

/** The repetition of a rule that can be said as one; null for any other rule. */
export function ruleToRepetition(rule: string): RepetitionUntil | null {
  const parts = new Map(rule.split(';').map((part) => part.split('=', 2) as [string, string]));
  const by = BYS.find((one) => FREQUENCIES[one] === parts.get('FREQ'));
  const lastDay = dayOfUntil(parts.get('UNTIL'));
  const every = Number(parts.get('INTERVAL') ?? 1);
  const on = by && onOf(by, parts.get('BYDAY'));
  const isPlain = [...parts.keys()].every((name) => KNOWN.includes(name));
  if (!by || !on || !isPlain || lastDay === undefined) return null;
  if (!Number.isInteger(every) || every < 1 || every > REPEATS_EVERY_MAX) return null;
  return { repetition: { by, every, ...on }, lastDay };
}

const BYS = ['days', 'weeks', 'months'] as const;
const FREQUENCIES = { days: 'DAILY', weeks: 'WEEKLY', months: 'MONTHLY' } as const;
const KNOWN = ['FREQ', 'INTERVAL', 'BYDAY', 'UNTIL'];

const OF_WEEK = /^(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*$/;
const OF_MONTH = /^([1-4]|-1)(MO|TU|WE|TH|FR|SA|SU)$/;

/** The weekdays of a rule, and which of them in a month; null where it says them otherwise. */
function onOf(
  by: Repetition['by'],
  byday: string | undefined,
): Pick<Repetition, 'weekdays' | 'place'> | null {
  if (by === 'days') return byday === undefined ? { weekdays: [], place: 1 } : null;
  if (by === 'weeks') {
    const names = OF_WEEK.test(byday ?? '') ? (byday?.split(',') ?? []) : [];
    return names.length === 0 ? null : { weekdays: fromRruleDays(names), place: 1 };
  }
  const [, place, name = ''] = OF_MONTH.exec(byday ?? '') ?? [];
  if (place === undefined) return null;
  const weekday = ((RRULE_DAYS as readonly string[]).indexOf(name) + 1) as Weekday;
  return { weekdays: [weekday], place: Number(place) };
}

/** The day of an UNTIL; null without one, undefined for one that is no day. */
function dayOfUntil(until: string | undefined): DayKey | null | undefined {
  if (until === undefined) return null;
  const day = until.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3');
  return isDay(day) ? day : undefined;
}
