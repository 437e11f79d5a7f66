import { formatClockTime } from '../../time/clock-time.ts';
import {
  addDays,
  type DayRange,
  dayAt,
  dayStartMs,
  dayToWall,
  minuteOfDay,
  wallToDay,
} from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { wallToInstant, wallToInstantLenient } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { generateOccurrences } from '../schedule/generate-occurrences.ts';
import { ruleText } from './calendar-zones.ts';
import type { CalendarEvent, CalendarNote, Length } from './read-event.ts';
import { instantOf, type Moment, momentKey } from './read-moment.ts';
import { untilAsDay } from './until-as-day.ts';

/** One time that an event takes. */
export interface CalendarItem extends Interval {
  readonly uid: string;
  /** Which occurrence of a series it is, by when it was first to be; empty for a single event. */
  readonly recurrence: string;
  readonly title: string;
  readonly details: string;
  readonly people: CalendarEvent['people'];
  readonly line: number;
  readonly isFree: boolean;
  readonly isWholeDay: boolean;
  readonly tags: readonly string[];
  readonly services: readonly string[];
  readonly sharedWith: string;
  readonly breaks: CalendarEvent['breaks'];
  readonly own: CalendarEvent['own'];
}

/** What one occurrence comes from: a series, or what was changed of it. */
interface Occurrence {
  readonly event: CalendarEvent;
  readonly start: Moment;
  readonly length: Length;
}

const DAY_MS = 86_400_000;
/** What lasts longer and comes again is on all the time. */
const LOOK_BACK_DAYS_MAX = 366;

/**
 * The times that fall into `within` of all the events of a calendar that have one UID: of an event,
 * of what it repeats into (RFC 5545), and of the occurrences that were changed. A rule without an
 * end is followed that far and no farther. Whole days are days by the clocks of `zone`.
 */
export function generateItems(
  events: readonly CalendarEvent[],
  within: Interval,
  zone: TimeZone,
): { readonly items: readonly CalendarItem[]; readonly notes: readonly CalendarNote[] } {
  const notes: CalendarNote[] = [];
  const master = newestOf(
    events.filter((event) => event.recurrence === null),
    notes,
  );
  const changes = changesOf(events, notes);
  const occurrences = new Map<string, Occurrence>();
  if (master && !master.isCancelled) {
    const moments = occurrencesOf(master, within, zone, notes);
    for (const [key, occurrence] of moments) {
      const changed = followChange(occurrence, changes);
      if (changed !== null) occurrences.set(key, changed);
    }
  }
  for (const { event, key } of changes) {
    occurrences.delete(key);
    if (event.isCancelled || master?.isCancelled) continue;
    occurrences.set(key, { event, start: event.start, length: event.length });
  }
  const items = [...occurrences]
    .map(([key, occurrence]) => toItem(key, occurrence, zone))
    .filter((item) => item.startMs < within.endMs && item.endMs > within.startMs);
  return { items, notes: [...notes, ...items.flatMap(noteOfClocks)] };
}

/** The version of an event that counts; of the others it is said that they do not. */
function newestOf(versions: readonly CalendarEvent[], notes: CalendarNote[]): CalendarEvent | null {
  if (versions.length < 2) return versions[0] ?? null;
  const [newest, ...others] = versions.toSorted(
    (a, b) =>
      b.sequence - a.sequence || (a.stamp < b.stamp ? 1 : a.stamp > b.stamp ? -1 : a.line - b.line),
  );
  for (const { line, title } of others) {
    notes.push({ line, column: 'UID', value: title, kind: 'superseded' });
  }
  return newest ?? null;
}

interface Change {
  readonly event: CalendarEvent;
  readonly key: string;
  readonly of: Moment;
  readonly andFuture: boolean;
}

/** What was changed of a series, once for each occurrence, in the order of time. */
function changesOf(events: readonly CalendarEvent[], notes: CalendarNote[]): readonly Change[] {
  if (events.every((event) => event.recurrence === null)) return [];
  const byKey = new Map<string, CalendarEvent[]>();
  for (const event of events) {
    if (event.recurrence === null) continue;
    const key = momentKey(event.recurrence.moment);
    byKey.set(key, [...(byKey.get(key) ?? []), event]);
  }
  return [...byKey]
    .flatMap(([key, versions]): Change[] => {
      const event = newestOf(versions, notes);
      if (!event?.recurrence) return [];
      const { moment, andFuture } = event.recurrence;
      return [{ event, key, of: moment, andFuture }];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** An occurrence as the last change of all that follow made it; null if they were cancelled. */
function followChange(occurrence: Occurrence, changes: readonly Change[]): Occurrence | null {
  if (changes.length === 0) return occurrence;
  const key = momentKey(occurrence.start);
  const change = changes.findLast((one) => one.andFuture && one.key < key);
  if (!change) return occurrence;
  if (change.event.isCancelled) return null;
  const { event, of } = change;
  return { event, start: shifted(occurrence.start, of, event.start), length: event.length };
}

/** A moment, moved by as much as one was from another. */
function shifted(moment: Moment, from: Moment, to: Moment): Moment {
  if (moment.kind === 'time' && from.kind === 'time' && to.kind === 'time') {
    const wall = moment.wall + instantOf(to, to.zone) - instantOf(from, from.zone);
    return { ...moment, wall };
  }
  return moment;
}

/** When an event is, and when it is again, by what each is called. */
function occurrencesOf(
  event: CalendarEvent,
  within: Interval,
  zone: TimeZone,
  notes: CalendarNote[],
): ReadonlyMap<string, Occurrence> {
  const { start, length, rules, extra } = event;
  if (rules.length === 0 && extra.length === 0) return new Map([['', { event, start, length }]]);
  const moments = new Map([[momentKey(start), { event, start, length }]]);
  const lookBack = Math.min(length.days + Math.ceil(length.ms / DAY_MS), LOOK_BACK_DAYS_MAX);
  const range = {
    firstDay: addDays(dayAt(zone, within.startMs), -lookBack - 2),
    lastDay: addDays(dayAt(zone, within.endMs), 2),
  };
  for (const rule of rules) {
    for (const moment of repeated(event, rule, range, notes)) {
      moments.set(momentKey(moment), { event, start: moment, length });
    }
  }
  for (const more of extra) {
    const occurrence = { event, start: more.start, length: more.length ?? length };
    moments.set(momentKey(more.start), occurrence);
  }
  return without(moments, event);
}

/** All but the exceptions; one that names a day takes what is on that day. */
function without(
  moments: ReadonlyMap<string, Occurrence>,
  { except, start }: CalendarEvent,
): ReadonlyMap<string, Occurrence> {
  const keys = new Set(except.map(momentKey));
  const days = new Set(
    except.flatMap((moment) =>
      moment.kind === 'day' && start.kind === 'time' ? [moment.day] : [],
    ),
  );
  const isExcepted = (key: string, moment: Moment): boolean =>
    keys.has(key) || (moment.kind === 'time' && days.has(wallToDay(moment.wall)));
  return new Map([...moments].filter(([key, occurrence]) => !isExcepted(key, occurrence.start)));
}

/** The moments of a rule in a range of days; a rule that nobody can follow is told. */
function repeated(
  event: CalendarEvent,
  rule: unknown,
  range: DayRange,
  notes: CalendarNote[],
): readonly Moment[] {
  const { start, line } = event;
  const text = ruleText(untilAsDay(rule, start));
  const firstDay = start.kind === 'day' ? start.day : wallToDay(start.wall);
  const days = text === null ? null : generateOccurrences(text, firstDay, range);
  if (!days?.ok) {
    const value = [event.title, days?.error].filter(Boolean).join(': ');
    notes.push({ line, column: 'RRULE', value, kind: 'rule-unclear' });
    return [];
  }
  if (start.kind === 'day') return days.value.map((day) => ({ kind: 'day', day }));
  const sinceMidnight = start.wall - dayToWall(firstDay);
  return days.value.map((day) => ({ ...start, wall: dayToWall(day) + sinceMidnight }));
}

function toItem(recurrence: string, { event, start, length }: Occurrence, zone: TimeZone) {
  const { uid, title, details, people, line, isFree, tags, services, sharedWith, breaks, own } =
    event;
  const what = { title, details, people, isFree, tags, services, sharedWith, breaks, own };
  const about = { uid, recurrence, line, ...what };
  if (start.kind === 'day') {
    const startMs = dayStartMs(zone, start.day);
    const endMs = dayStartMs(zone, addDays(start.day, length.days)) + length.ms;
    return { ...about, startMs, endMs, isWholeDay: true, clocks: 'one' as const, wall: 0 };
  }
  const { wall } = start;
  const clocks = wallToInstant(start.zone, wall).kind;
  const startMs = wallToInstantLenient(start.zone, wall);
  const onDay =
    length.days === 0
      ? startMs
      : wallToInstantLenient(start.zone, start.wall + length.days * DAY_MS);
  return { ...about, startMs, endMs: onDay + length.ms, isWholeDay: false, clocks, wall };
}

/** A time that the clocks left out, or showed twice, is told with what was made of it. */
function noteOfClocks({ line, title, clocks, wall }: ReturnType<typeof toItem>): CalendarNote[] {
  if (clocks === 'one') return [];
  const shown = `${title} ${wallToDay(wall)} ${formatClockTime(minuteOfDay(wall))}`;
  const kind = clocks === 'skipped' ? 'moved-by-clocks' : 'first-of-two';
  return [{ line, column: 'DTSTART', value: shown.trim(), kind }];
}
