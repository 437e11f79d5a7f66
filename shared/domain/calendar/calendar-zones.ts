import ICAL from 'ical.js';
import { findIana } from 'windows-iana';
import { minuteOfDay, wallToDay } from '../../time/day.ts';
import type { LocalDateTime } from '../../time/local-time.ts';
import { openTimeZone, type TimeZone } from '../../time/time-zone.ts';
import { readRule } from '../schedule/read-rule.ts';
import { type Part, type Property, textOf } from './parse-part.ts';

/** The zones that a calendar names. */
export interface CalendarZones {
  /** null if nobody can say what time it is there. */
  readonly named: (tzid: string) => TimeZone | null;
  /** For times that name none. */
  readonly otherwise: TimeZone;
}

/**
 * A zone is looked for by its name, also as Windows and some programs write it, and only then by the
 * rules that the file has for it: those of a file are as old as the program that wrote it.
 */
export function openCalendarZones(
  definitions: readonly Part[],
  calendarZone: string | null,
  branchZone: TimeZone,
): CalendarZones {
  const byId = new Map(definitions.map((part) => [textOf(part.first('tzid')), part]));
  const opened = new Map<string, TimeZone | null>();
  const named = (tzid: string): TimeZone | null => {
    const known = opened.get(tzid);
    if (known !== undefined) return known;
    const definition = byId.get(tzid);
    const zone =
      zoneByName(tzid) ??
      zoneByName(textOf(definition?.first('x-lic-location'))) ??
      (definition ? zoneByRules(tzid, definition) : null);
    opened.set(tzid, zone);
    return zone;
  };
  return { named, otherwise: (calendarZone && named(calendarZone)) || branchZone };
}

function zoneByName(tzid: string): TimeZone | null {
  const name = tzid.trim().replace(/^"|"$/g, '');
  const [windows] = findIana(name);
  // Some programs put themselves before `Region/Place`, or `Region/Country/Place`.
  const steps = name.split('/');
  for (const one of [name, windows, steps.slice(-3).join('/'), steps.slice(-2).join('/')]) {
    const zone = one ? openTimeZone(one) : null;
    if (zone?.ok) return zone.value;
  }
  return null;
}

/** More changes of the clocks than any place has had. */
const OBSERVANCES_MAX = 300;

function zoneByRules(name: string, definition: Part): TimeZone | null {
  const observances = definition.parts.filter(
    ([kind]) => kind === 'standard' || kind === 'daylight',
  );
  if (observances.length === 0 || observances.length > OBSERVANCES_MAX) return null;
  if (!observances.every(([, properties]) => properties.every(isYearly))) return null;
  try {
    const component = new ICAL.Component(definition.jcal as never);
    const zone = new ICAL.Timezone({ component, tzid: name });
    const offsets = observances.flatMap(([, properties]) => offsetsOf(properties));
    const at = (wall: LocalDateTime): number => zone.utcOffset(toTime(wall)) * 1000;
    return {
      name,
      offsetMsAt: (instantMs) =>
        offsets.find((offset) => at(instantMs + offset) === offset) ?? at(instantMs),
    };
  } catch {
    return null;
  }
}

/** Clocks change once or twice a year; a rule that says more keeps whoever reckons it busy. */
function isYearly([name, , , value]: Property): boolean {
  if (name !== 'rrule') return true;
  const rule = ruleText(value);
  return rule !== null && /FREQ=YEARLY/.test(rule) && readRule(rule.replace(/T\d{6}Z?/, '')).ok;
}

/** A recurrence rule as RFC 5545 writes it; null if it is none. */
export function ruleText(value: unknown): string | null {
  try {
    return ICAL.Recur.fromData(value as never).toString();
  } catch {
    return null;
  }
}

const offsetsOf = (properties: readonly Property[]): number[] =>
  properties
    .filter(([name]) => name === 'tzoffsetto')
    .map((property) => ICAL.UtcOffset.fromString(textOf(property)).toSeconds() * 1000);

function toTime(wall: LocalDateTime): ICAL.Time {
  const [year = 0, month = 1, day = 1] = wallToDay(wall).split('-').map(Number);
  const minutes = minuteOfDay(wall);
  const shown = { hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0 };
  return new ICAL.Time({ year, month, day, ...shown, isDate: false }, ICAL.Timezone.localTimezone);
}
