import { err, ok, type Result } from '../../core/result.ts';

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

/**
 * Parts a calendar into its components while it is read, line by line, so that one of them that
 * makes no sense spoils no other and none but one is held at a time.
 */
export function createCalendarSplitter() {
  const open: string[] = [];
  const header: string[] = [];
  let lines: string[] = [];
  let chars = 0;
  let start = 0;
  let line = 0;
  let isClosed = false;

  const begin = (name: string): Result<null, BrokenCalendar> => {
    if (open.length === 0 && name !== 'VCALENDAR') return broken('It does not begin a calendar.');
    if (open.length >= DEPTH_MAX) return broken('Too much stands in each other.');
    open.push(name);
    isClosed = false;
    if (open.length === 2) [lines, chars, start] = [[], 0, line];
    return ok(null);
  };
  const broken = (detail: string) => err<BrokenCalendar>({ line, detail });
  const keep = (text: string): void => {
    if (open.length === 1 && !MARK.test(text)) {
      if (header.length < HEADER_LINES_MAX) header.push(text);
    } else if (open.length > 1) {
      chars += text.length;
      if (chars <= PART_CHARS_MAX) lines.push(text);
    }
  };

  return {
    /** Takes the next line; gives the component that it ends, if any. */
    take: (text: string): Result<RawPart | null, BrokenCalendar> => {
      line += 1;
      const [, kind = '', named = ''] = MARK.exec(text) ?? [];
      const name = named.trim().toUpperCase();
      if (kind.toUpperCase() === 'BEGIN') {
        const begun = begin(name);
        keep(text);
        return begun;
      }
      keep(text);
      if (kind === '') {
        return open.length > 0 || text.trim() === '' ? ok(null) : broken('It is no calendar.');
      }
      if (open.pop() !== name) return broken(`${name.slice(0, 40)} ends where it did not begin.`);
      isClosed = open.length === 0;
      if (open.length !== 1) return ok(null);
      return ok({ name, line: start, text: chars <= PART_CHARS_MAX ? lines.join('\r\n') : null });
    },
    /** What the calendar says of itself, once all of it was read; a file that was cut off is none. */
    finish: (): Result<string, BrokenCalendar> =>
      isClosed
        ? ok(['BEGIN:VCALENDAR', ...header, 'END:VCALENDAR'].join('\r\n'))
        : broken('The file ends before the calendar does.'),
  };
}
