import ICAL from 'ical.js';
import type { SessionBreak } from '../../model/session.ts';
import type { Interval } from '../../time/interval.ts';
import { instantToIso } from '../../time/iso-instant.ts';
import { ownUid } from '../calendar/own-uid.ts';
import {
  ABSENCE_PROPERTY,
  BREAK_PROPERTY,
  CAPACITY_PROPERTY,
  ROOM_PROPERTY,
  SERVICE_PROPERTY,
  SHARED_PROPERTY,
  SLOT_PROPERTY,
} from './own-properties.ts';

/** One event of a calendar that leaves the book. */
export interface ExportEvent extends Interval {
  /** The id of the record, the same in every export. */
  readonly id: string;
  /** More in every version that follows. */
  readonly version: number;
  readonly changedMs: number;
  readonly title: string;
  readonly place: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  /** Whether it takes the doctor's time. */
  readonly isBusy: boolean;
  /** Marks, by name. */
  readonly tags?: readonly string[];
  /** Of working time: when it is interrupted. */
  readonly breaks?: readonly SessionBreak[];
  /** Of working time: what it is for, by name. */
  readonly services?: readonly string[];
  /** Of working time: the doctor who shares it; empty for nobody. */
  readonly sharedWith?: string;
  /** Of working time: the minutes of a slot, and how many are seen at once. */
  readonly slotMin?: number;
  readonly capacity?: number;
  /** Of working time: its room, by name; empty for none. */
  readonly room?: string;
  /** Of a time off: why the doctor is away. */
  readonly absence?: string;
}

const MINUTE_MS = 60_000;

/** Of whatever made the calendar, as RFC 5545 (section 3.7.3) asks. */
const MAKER = '-//Daybook//Daybook//EN';
/** RFC 5545 (section 3.3.8) has no larger numbers. */
const SEQUENCE_MAX = 2 ** 31 - 1;

/**
 * A calendar (RFC 5545) of events in UTC, which every program reads the same. `zone` is the one in
 * which it is best shown.
 */
export function writeIcalendar(
  { name, zone }: { readonly name: string; readonly zone: string },
  events: readonly ExportEvent[],
): string {
  // What is not in the standard is written as it is, and must not end its line.
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('prodid', MAKER);
  calendar.updatePropertyWithValue('method', 'PUBLISH');
  calendar.updatePropertyWithValue('x-wr-calname', plain(name).replaceAll('\n', ' '));
  calendar.updatePropertyWithValue('x-wr-timezone', zone);
  for (const event of events) calendar.addSubcomponent(toComponent(event));
  return `${calendar.toString()}\r\n`;
}

function toComponent(event: ExportEvent): ICAL.Component {
  const component = new ICAL.Component('vevent');
  const put = (property: string, value: string | number | ICAL.Time): void => {
    component.updatePropertyWithValue(property, value);
  };
  put('uid', ownUid(event.id));
  put('sequence', Math.min(event.version, SEQUENCE_MAX));
  put('dtstamp', utc(event.changedMs));
  put('last-modified', utc(event.changedMs));
  put('dtstart', utc(event.startMs));
  put('dtend', utc(event.endMs));
  put('summary', plain(event.title));
  if (event.place !== '') put('location', plain(event.place));
  put('status', event.status);
  put('transp', event.isBusy ? 'OPAQUE' : 'TRANSPARENT');
  for (const tag of event.tags ?? []) component.addProperty(textProperty('categories', plain(tag)));
  for (const one of event.breaks ?? []) {
    component.addProperty(textProperty(BREAK_PROPERTY, breakText(one, event)));
  }
  for (const name of event.services ?? []) {
    component.addProperty(textProperty(SERVICE_PROPERTY, plain(name)));
  }
  for (const [property, value] of [
    [SHARED_PROPERTY, event.sharedWith],
    [SLOT_PROPERTY, event.slotMin],
    [CAPACITY_PROPERTY, event.capacity],
    [ROOM_PROPERTY, event.room],
    [ABSENCE_PROPERTY, event.absence],
  ] as const) {
    if (value) component.addProperty(textProperty(property, plain(String(value))));
  }
  return component;
}

function textProperty(name: string, text: string): ICAL.Property {
  const property = new ICAL.Property(name);
  property.setValue(text);
  return property;
}

/** So many minutes after the event begins, so many minutes, its name. */
function breakText({ name, startMs, endMs }: SessionBreak, event: Interval): string {
  const minutes = [startMs - event.startMs, endMs - startMs].map((ms) =>
    Math.round(ms / MINUTE_MS),
  );
  return [...minutes, plain(name).replaceAll('\n', ' ')].join('/');
}

/** A calendar has no signs that are no letters but a new line. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, ' ');

/** To the second, which is as far as a calendar goes. */
const utc = (ms: number): ICAL.Time =>
  ICAL.Time.fromDateTimeString(instantToIso(ms).replace(/\.\d+Z$/, 'Z'));
