import { err, ok, type Result } from '../../core/result.ts';
import { OWN_PROPERTIES } from '../export/own-properties.ts';

/** One component of a calendar (RFC 5545), as its lines stand in the file. */
export interface RawPart {
  readonly name: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
  /** null if it is longer than anything that has a time. */
  readonly text: string | null;
}

/** What is wrong with a whole calendar, and where. */
export interface BrokenCalendar {
  readonly line: number;
  readonly detail: string;
}

/** An event with a picture in it; nobody's working time is longer. */
const PART_CHARS_MAX = 1_000_000;
/** What stands outside of the components: a name, a zone, a method. */
const HEADER_LINES_MAX = 500;
/** An alarm in an event in a calendar is three. */
const DEPTH_MAX = 8;

const MARK = /^(BEGIN|END):(.*)$/i;

/** What an event says of when it is and what; of all else it says, nothing is read. */
const EVENT_NAMES = new Set([
  ...['UID', 'SEQUENCE', 'LAST-MODIFIED', 'DTSTAMP', 'SUMMARY', 'STATUS', 'TRANSP'],
  ...['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID'],
  ...['CATEGORIES', ...OWN_PROPERTIES.map((name) => name.toUpperCase())],
]);

/** What it says of who comes, and why. */
const PEOPLE_NAMES = new Set(['ATTENDEE', 'ORGANIZER', 'DESCRIPTION']);
/** Of that as many signs of an event as name a few people; the rest of a long text is not kept. */
const PEOPLE_CHARS_MAX = 8000;

/** Whether only when something is counts, or also who comes. */
export type CalendarReading = 'times' | 'times-and-people';

/** What nearly every line gives. */
const NOTHING: Result<null, BrokenCalendar> = ok(null);

/** Most lines begin nothing and end nothing, which their first letter tells. */
function markOf(text: string): RegExpExecArray | null {
  const first = text.charCodeAt(0) | 32;
  return first === 98 || first === 101 ? MARK.exec(text) : null;
}

/**
 * Parts a calendar into its components while it is read, line by line, so that one of them that
 * makes no sense spoils no other and none but one is held at a time.
 */
export function createCalendarSplitter(reading: CalendarReading = 'times') {
  const open: string[] = [];
  const header: string[] = [];
  let lines: string[] = [];
  let chars = 0;
  let peopleChars = 0;
  let isOfPeople = false;
  let start = 0;
  let line = 0;
  let isClosed = false;
  let isWanted = true;

  const begin = (name: string): Result<null, BrokenCalendar> => {
    if (open.length === 0 && name !== 'VCALENDAR') return broken('It does not begin a calendar.');
    if (open.length >= DEPTH_MAX) return broken('Too much stands in each other.');
    open.push(name);
    isClosed = false;
    if (open.length === 2) [lines, chars, start, peopleChars] = [[], 0, line, 0];
    return ok(null);
  };
  const broken = (detail: string) => err<BrokenCalendar>({ line, detail });
  const keep = (text: string): void => {
    if (open.length === 1 && markOf(text) === null) {
      if (header.length < HEADER_LINES_MAX) header.push(text);
    } else if (open.length > 1) {
      chars += text.length;
      if (chars > PART_CHARS_MAX) return;
      if (open[1] === 'VEVENT') isWanted = isRead(text) && (!isOfPeople || hasRoom(text));
      if (isWanted || open[1] !== 'VEVENT') lines.push(text);
    }
  };
  /** Of an event its own lines that matter; one that is folded goes on as it began. */
  const isRead = (text: string): boolean => {
    const first = text.charCodeAt(0);
    if (first === 32 || first === 9) return isWanted;
    if (open.length > 2) return false;
    const end = text.search(/[:;]/);
    const name = text.slice(0, Math.max(0, end)).toUpperCase();
    isOfPeople = reading === 'times-and-people' && PEOPLE_NAMES.has(name);
    // What has no name spoils the event, and is left to who reads it.
    return end < 0 || markOf(text) !== null || isOfPeople || EVENT_NAMES.has(name);
  };
  const hasRoom = (text: string): boolean => {
    peopleChars += text.length;
    return peopleChars <= PEOPLE_CHARS_MAX;
  };

  return {
    /** Takes the next line; gives the component that it ends, if any. */
    take: (text: string): Result<RawPart | null, BrokenCalendar> => {
      line += 1;
      const mark = markOf(text);
      if (mark === null) {
        keep(text);
        return open.length > 0 || text.trim() === '' ? NOTHING : broken('It is no calendar.');
      }
      const name = mark[2]?.trim().toUpperCase() ?? '';
      if (mark[1]?.toUpperCase() === 'BEGIN') {
        const begun = begin(name);
        keep(text);
        return begun;
      }
      keep(text);
      if (open.pop() !== name) return broken(`${name.slice(0, 40)} ends where it did not begin.`);
      isClosed = open.length === 0;
      if (open.length !== 1) return NOTHING;
      return ok({ name, line: start, text: chars <= PART_CHARS_MAX ? lines.join('\r\n') : null });
    },
    /** What the calendar says of itself, once all of it was read; a file that was cut off is none. */
    finish: (): Result<string, BrokenCalendar> =>
      isClosed
        ? ok(['BEGIN:VCALENDAR', ...header, 'END:VCALENDAR'].join('\r\n'))
        : broken('The file ends before the calendar does.'),
  };
}
