import { setImmediate } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import {
  type CalendarZones,
  openCalendarZones,
} from '../../../shared/domain/calendar/calendar-zones.ts';
import { type Part, parsePart, textOf } from '../../../shared/domain/calendar/parse-part.ts';
import { parsePlainEvent } from '../../../shared/domain/calendar/parse-plain-event.ts';
import {
  type CalendarEvent,
  type CalendarNote,
  readEvent,
} from '../../../shared/domain/calendar/read-event.ts';
import {
  type CalendarReading,
  createCalendarSplitter,
  type RawPart,
} from '../../../shared/domain/calendar/split-calendar.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import { IMPORT_BYTES_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { boundedText, LineTooLong } from './bounded-text.ts';
import { detectEncoding } from './detect-encoding.ts';
import { FileTooLarge } from './read-bytes.ts';
import type { StoredFile } from './store-file.ts';

/** A calendar, read whole. */
export interface ReadCalendar {
  /** As it calls itself; empty if it does not. */
  readonly name: string;
  /** The zone of times that name none; null if it says none, or one that nobody knows. */
  readonly zone: string | null;
  readonly eventsByUid: ReadonlyMap<string, readonly CalendarEvent[]>;
  readonly events: number;
  readonly series: number;
  /** Events that cannot be understood. */
  readonly notes: readonly CalendarNote[];
}

interface Watch {
  /** Asked from time to time; false stops. */
  readonly isWanted: () => boolean;
  readonly onRows: (events: number) => void;
}

/** Ten appointments a day, for ten years. */
const EVENTS_MAX = 40_000;
/** A rule takes long to follow; nobody's week has so many. */
const SERIES_MAX = 5000;
/** The host has other work: it gets its turn after so many. */
const EVENTS_AT_ONCE = 50;

/**
 * Reads a calendar (RFC 5545), event by event: one that makes no sense is noted and leaves the
 * others as they are. A file that is no calendar, or ends before it does, is refused.
 */
export async function readCalendar(
  file: StoredFile,
  branchZone: TimeZone,
  watch: Watch,
  reading: CalendarReading = 'times',
): Promise<Result<ReadCalendar, ImportRefusal>> {
  try {
    const parts = await readParts(file, watch, reading);
    if (!parts.ok) return parts;
    const calendar = await readEvents(parts.value, branchZone, watch);
    if (calendar.series > SERIES_MAX) return err({ kind: 'too-many-events', max: SERIES_MAX });
    return ok(calendar);
  } catch (error) {
    return err(refusalOf(error));
  }
}

interface Parts {
  readonly header: Part;
  readonly zones: readonly Part[];
  readonly events: readonly RawPart[];
}

async function readParts(
  file: StoredFile,
  watch: Watch,
  reading: CalendarReading,
): Promise<Result<Parts, ImportRefusal>> {
  const splitter = createCalendarSplitter(reading);
  const zones: Part[] = [];
  const events: RawPart[] = [];
  for await (const lines of linesOf(file)) {
    for (const line of lines) {
      const taken = splitter.take(line);
      if (!taken.ok) return err({ kind: 'not-a-calendar', ...taken.error });
      const part = taken.value;
      if (part?.name === 'VEVENT') events.push(part);
      else if (part?.name === 'VTIMEZONE') zones.push(...readZone(part));
    }
    if (events.length > EVENTS_MAX) return err({ kind: 'too-many-events', max: EVENTS_MAX });
    if (!watch.isWanted()) return err({ kind: 'cancelled' });
  }
  const finished = splitter.finish();
  if (!finished.ok) return err({ kind: 'not-a-calendar', ...finished.error });
  const header = parsePart(finished.value);
  if (!header.ok) return err({ kind: 'not-a-calendar', line: 1, detail: header.error });
  return ok({ header: header.value, zones, events });
}

/** A zone that cannot be read is one that nobody knows, wherever it is named. */
function readZone({ text }: RawPart): readonly Part[] {
  const zone = text === null ? null : parsePart(text);
  return zone?.ok ? [zone.value] : [];
}

async function readEvents(
  { header, zones: definitions, events }: Parts,
  branchZone: TimeZone,
  watch: Watch,
): Promise<ReadCalendar> {
  const wantedZone = textOf(header.first('x-wr-timezone')) || null;
  const zones = openCalendarZones(definitions, wantedZone, branchZone);
  const eventsByUid = new Map<string, CalendarEvent[]>();
  const notes: CalendarNote[] = [];
  const isCancelled = textOf(header.first('method')).toUpperCase() === 'CANCEL';
  let series = 0;
  for (const [i, raw] of events.entries()) {
    if (i % EVENTS_AT_ONCE === 0) {
      watch.onRows(i);
      await setImmediate();
      if (!watch.isWanted()) break;
    }
    const read = readOne(raw, zones);
    if (!read.ok) {
      notes.push(read.error);
      continue;
    }
    const event = isCancelled ? { ...read.value, isCancelled } : read.value;
    if (event.rules.length > 0) series += 1;
    const same = eventsByUid.get(event.uid);
    if (same) same.push(event);
    else eventsByUid.set(event.uid, [event]);
  }
  return {
    name: textOf(header.first('x-wr-calname')).slice(0, 200),
    zone: wantedZone !== null && zones.named(wantedZone) ? wantedZone : null,
    ...{ eventsByUid, events: events.length, series, notes },
  };
}

function readOne(
  { line, text }: RawPart,
  zones: CalendarZones,
): Result<CalendarEvent, CalendarNote> {
  if (text === null) return err({ line, column: 'VEVENT', value: '', kind: 'too-long' });
  const plain = parsePlainEvent(text);
  if (plain !== null) return readEvent(plain, line, zones);
  const part = parsePart(text);
  return part.ok
    ? readEvent(part.value, line, zones)
    : err({ line, column: 'VEVENT', value: part.error, kind: 'not-understood' });
}

/** The lines of a file, however it ends them, many at a time. */
async function* linesOf(file: StoredFile): AsyncGenerator<readonly string[]> {
  let rest = '';
  for await (const text of boundedText(file, await detectEncoding(file))) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map(withoutReturn);
  }
  if (rest !== '') yield [withoutReturn(rest)];
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

function refusalOf(error: unknown): ImportRefusal {
  if (error instanceof FileTooLarge) return { kind: 'file-too-large', maxBytes: IMPORT_BYTES_MAX };
  if (error instanceof LineTooLong) return { kind: 'line-too-long', line: error.line };
  const detail = error instanceof Error ? error.message : '';
  return { kind: 'not-a-calendar', line: 0, detail };
}
