import { err, ok, type Result } from '../../core/result.ts';
import {
  BREAK_NAME_MAX,
  BREAKS_MAX,
  SESSION_SERVICES_MAX,
  TAG_NAME_MAX,
} from '../../model/choices.ts';
import { daysFrom } from '../../time/day.ts';
import { wallToInstantLenient } from '../../time/local-time.ts';
import { BREAK_PROPERTY, SERVICE_PROPERTY, SHARED_PROPERTY } from '../export/own-properties.ts';
import type { CalendarZones } from './calendar-zones.ts';
import { type Part, type Property, parameterOf, textOf } from './parse-part.ts';
import { type Moment, momentKey, readMoment } from './read-moment.ts';
import { type OwnFacts, readOwn } from './read-own.ts';
import { type EventPerson, readPeople } from './read-people.ts';

/** How long an event is: so many days by the calendar, and so much by the clock. */
export interface Length {
  readonly days: number;
  readonly ms: number;
}

export interface CalendarEvent {
  /** Where it begins in the file. */
  readonly line: number;
  readonly uid: string;
  /** Of two versions of an event the one with the higher counts, then the later. */
  readonly sequence: number;
  readonly stamp: string;
  /** Which occurrence of a series it stands for; null if it is the event itself. */
  readonly recurrence: { readonly moment: Moment; readonly andFuture: boolean } | null;
  readonly start: Moment;
  readonly length: Length;
  readonly rules: readonly unknown[];
  readonly extra: readonly { readonly start: Moment; readonly length: Length | null }[];
  readonly except: readonly Moment[];
  readonly isCancelled: boolean;
  /** It takes nobody's time. */
  readonly isFree: boolean;
  readonly title: string;
  /** The text below the title. */
  readonly details: string;
  readonly people: readonly EventPerson[];
  /** Its categories, as marks. */
  readonly tags: readonly string[];
  /** What it is for, as Daybook writes it. */
  readonly services: readonly string[];
  /** The doctor who shares it, as Daybook writes it; empty for nobody. */
  readonly sharedWith: string;
  /** Within it, from its beginning. */
  readonly breaks: readonly EventBreak[];
  readonly own: OwnFacts;
}

interface EventBreak {
  readonly name: string;
  readonly afterMs: number;
  readonly ms: number;
}

/** Why something of a calendar is not taken as it stands there. */
export interface CalendarNote {
  readonly line: number;
  /** The property it is about. */
  readonly column: string;
  readonly value: string;
  readonly kind:
    | 'impossible-date'
    | 'unknown-zone'
    | 'no-length'
    | 'too-long'
    | 'not-understood'
    | 'rule-unclear'
    | 'superseded'
    | 'free-time'
    | 'whole-day'
    | 'moved-by-clocks'
    | 'first-of-two';
}

type Problem = Omit<CalendarNote, 'line'>;
type Read<T> = Result<T, Problem>;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** As many as a session has. */
const TAGS_MAX = 20;
/** Longer than anybody is away; who leaves for good is no event. */
const LENGTH_DAYS_MAX = 3660;
const TITLE_MAX = 200;
const DETAILS_MAX = 2000;
const UID_MAX = 1000;

/** One VEVENT. An error says which property cannot be understood. */
export function readEvent(
  part: Part,
  line: number,
  zones: CalendarZones,
): Result<CalendarEvent, CalendarNote> {
  const title = textOf(part.first('summary')).trim().slice(0, TITLE_MAX);
  const read = readParts(part, zones);
  if (!read.ok) {
    const value = [title, read.error.value].filter(Boolean).join(': ');
    return err({ line, ...read.error, value });
  }
  const { start } = read.value;
  // A few programs leave it out; when and what it is stands for it.
  const uid = textOf(part.first('uid')).slice(0, UID_MAX) || `${momentKey(start)} ${title}`;
  const sequence = Number(part.first('sequence')?.[3] ?? 0) || 0;
  const stamp = textOf(part.first('last-modified')) || textOf(part.first('dtstamp'));
  const isOf = (name: string, word: string): boolean =>
    textOf(part.first(name)).toUpperCase() === word;
  return ok({
    ...{ line, uid, sequence, stamp, title, ...read.value },
    rules: part.all('rrule').map((property) => property[3]),
    isCancelled: isOf('status', 'CANCELLED'),
    isFree: isOf('transp', 'TRANSPARENT'),
    details: textOf(part.first('description')).slice(0, DETAILS_MAX),
    people: readPeople(part),
    tags: tagsOf(part),
    services: part
      .all(SERVICE_PROPERTY)
      .map((property) => textOf(property).trim().slice(0, TITLE_MAX))
      .slice(0, SESSION_SERVICES_MAX),
    sharedWith: textOf(part.first(SHARED_PROPERTY)).trim().slice(0, TITLE_MAX),
    breaks: part.all(BREAK_PROPERTY).flatMap(readBreak).slice(0, BREAKS_MAX),
    own: readOwn(part),
  });
}

const tagsOf = (part: Part): readonly string[] => {
  const names = part.all('categories').flatMap((property) => property.slice(3).map(String));
  const short = names.map((name) => name.trim().slice(0, TAG_NAME_MAX)).filter(Boolean);
  return [...new Set(short)].slice(0, TAGS_MAX);
};

/** As Daybook writes it; what is no such thing is none. */
function readBreak(property: Property): readonly EventBreak[] {
  const found = /^(\d{1,4})\/(\d{1,4})\/(.+)$/.exec(textOf(property));
  const [, after = '', minutes = '', name = ''] = found ?? [];
  const ms = Number(minutes) * MINUTE_MS;
  const short = name.trim().slice(0, BREAK_NAME_MAX);
  return ms > 0 && short !== '' ? [{ name: short, afterMs: Number(after) * MINUTE_MS, ms }] : [];
}

function readParts(
  part: Part,
  zones: CalendarZones,
): Read<Pick<CalendarEvent, 'start' | 'length' | 'recurrence' | 'extra' | 'except'>> {
  const dtstart = part.first('dtstart');
  if (!dtstart) return err({ kind: 'impossible-date', column: 'DTSTART', value: '' });
  const start = momentOf(dtstart, textOf(dtstart), zones);
  if (!start.ok) return start;
  const length = readLength(part, start.value, zones);
  if (!length.ok) return length;
  const recurrence = readRecurrence(part, zones);
  if (!recurrence.ok) return recurrence;
  const except = collect(part.all('exdate'), (property, value) =>
    momentOf(property, String(value), zones),
  );
  if (!except.ok) return except;
  const extra = collect(part.all('rdate'), (property, value) => readExtra(property, value, zones));
  if (!extra.ok) return extra;
  return ok({
    ...{ start: start.value, length: length.value, recurrence: recurrence.value },
    ...{ extra: extra.value, except: except.value },
  });
}

function momentOf(property: Property, value: string, zones: CalendarZones): Read<Moment> {
  const moment = readMoment(value, parameterOf(property, 'tzid'), zones);
  if (moment.ok) return moment;
  return err({ ...moment.error, column: property[0].toUpperCase() });
}

function collect<T>(
  properties: readonly Property[],
  read: (property: Property, value: unknown) => Read<T>,
): Read<readonly T[]> {
  const all: T[] = [];
  for (const property of properties) {
    for (const value of property.slice(3)) {
      const one = read(property, value);
      if (!one.ok) return one;
      all.push(one.value);
    }
  }
  return ok(all);
}

function readLength(part: Part, start: Moment, zones: CalendarZones): Read<Length> {
  const dtend = part.first('dtend');
  if (dtend) {
    const end = momentOf(dtend, textOf(dtend), zones);
    if (!end.ok) return end;
    return checked(between(start, end.value), 'DTEND', textOf(dtend));
  }
  const duration = textOf(part.first('duration'));
  if (duration !== '') return checked(readDuration(duration), 'DURATION', duration);
  return start.kind === 'day' ? ok({ days: 1, ms: 0 }) : checked({ days: 0, ms: 0 }, 'DTEND', '');
}

function checked(length: Length | null, column: string, value: string): Read<Length> {
  if (length === null) return err({ kind: 'not-understood', column, value });
  const ms = length.days * DAY_MS + length.ms;
  if (ms <= 0) return err({ kind: 'no-length', column, value });
  return ms > LENGTH_DAYS_MAX * DAY_MS ? err({ kind: 'too-long', column, value }) : ok(length);
}

/** null where one is a day and the other a time. */
function between(start: Moment, end: Moment): Length | null {
  if (start.kind === 'day' && end.kind === 'day') {
    // Some programs end a day on itself.
    return { days: daysFrom(start.day, end.day) || 1, ms: 0 };
  }
  if (start.kind === 'day' || end.kind === 'day') return null;
  const startMs = wallToInstantLenient(start.zone, start.wall);
  return { days: 0, ms: wallToInstantLenient(end.zone, end.wall) - startMs };
}

const DURATION = /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

function readDuration(text: string): Length | null {
  const found = DURATION.exec(text);
  if (!found) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  return { days: weeks * 7 + days, ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
}

function readRecurrence(part: Part, zones: CalendarZones): Read<CalendarEvent['recurrence']> {
  const property = part.first('recurrence-id');
  if (!property) return ok(null);
  const moment = momentOf(property, textOf(property), zones);
  if (!moment.ok) return moment;
  const andFuture = parameterOf(property, 'range')?.toUpperCase() === 'THISANDFUTURE';
  return ok({ moment: moment.value, andFuture });
}

/** A date more: a moment, or a stretch of time from one to another, or so long. */
function readExtra(
  property: Property,
  value: unknown,
  zones: CalendarZones,
): Read<CalendarEvent['extra'][number]> {
  const [from, to] = Array.isArray(value) ? value.map(String) : [String(value)];
  const start = momentOf(property, from ?? '', zones);
  if (!start.ok) return start;
  if (to === undefined) return ok({ start: start.value, length: null });
  if (to.startsWith('P')) {
    const length = checked(readDuration(to), 'RDATE', to);
    return length.ok ? ok({ start: start.value, length: length.value }) : length;
  }
  const end = momentOf(property, to, zones);
  if (!end.ok) return end;
  const length = checked(between(start.value, end.value), 'RDATE', to);
  return length.ok ? ok({ start: start.value, length: length.value }) : length;
}
