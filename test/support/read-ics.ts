import { present } from '../../shared/core/assert.ts';
import { openCalendarZones } from '../../shared/domain/calendar/calendar-zones.ts';
import { type CalendarItem, generateItems } from '../../shared/domain/calendar/generate-items.ts';
import { type Part, parsePart } from '../../shared/domain/calendar/parse-part.ts';
import {
  type CalendarEvent,
  type CalendarNote,
  readEvent,
} from '../../shared/domain/calendar/read-event.ts';
import {
  createCalendarSplitter,
  type RawPart,
} from '../../shared/domain/calendar/split-calendar.ts';
import { knownTimeZone } from '../../shared/time/time-zone.ts';

export interface ReadIcs {
  /** In the order of their start. */
  readonly items: readonly CalendarItem[];
  readonly notes: readonly CalendarNote[];
}

/** The lines of a calendar of the given components. */
export const aCalendar = (...lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR', ''].join(
    '\r\n',
  );

let made = 0;

/** The lines of an event with the given properties; its UID is its own unless one is given. */
export function anEvent(...lines: readonly string[]): string {
  made += 1;
  const uid = lines.some((line) => line.startsWith('UID:')) ? [] : [`UID:event-${made}@test`];
  return ['BEGIN:VEVENT', ...uid, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');
}

/** What of a calendar falls between two instants (ISO 8601), at a branch in Kolkata. */
export function readIcs(
  text: string,
  [from, to]: readonly [string, string] = ['2026-01-01T00:00Z', '2027-01-01T00:00Z'],
): ReadIcs {
  const splitter = createCalendarSplitter();
  const raw: RawPart[] = [];
  for (const line of text.split(/\r?\n/)) {
    const taken = splitter.take(line);
    if (!taken.ok) throw new Error(JSON.stringify(taken.error));
    if (taken.value) raw.push(taken.value);
  }
  const parts = raw.map(({ name, line, text: of }) => ({
    ...{ name, line },
    part: parsePart(present(of, 'It is short.')),
  }));
  const definitions = parts.flatMap(({ name, part }): Part[] =>
    name === 'VTIMEZONE' && part.ok ? [part.value] : [],
  );
  const branch = knownTimeZone('Asia/Kolkata');
  const zones = openCalendarZones(definitions, null, branch);
  const notes: CalendarNote[] = [];
  const events: CalendarEvent[] = [];
  for (const { name, line, part } of parts) {
    if (name !== 'VEVENT' || !part.ok) continue;
    const read = readEvent(part.value, line, zones);
    if (read.ok) events.push(read.value);
    else notes.push(read.error);
  }
  const within = { startMs: Date.parse(from), endMs: Date.parse(to) };
  const found = [...Map.groupBy(events, (event) => event.uid).values()].map((same) =>
    generateItems(same, within, branch),
  );
  return {
    items: found.flatMap((one) => one.items).toSorted((a, b) => a.startMs - b.startMs),
    notes: [...notes, ...found.flatMap((one) => one.notes)],
  };
}

/** Where times begin and end, as short texts in UTC. */
export const timesOf = ({ items }: ReadIcs): readonly string[] =>
  items.map(({ startMs, endMs }) =>
    [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16)).join(' '),
  );
