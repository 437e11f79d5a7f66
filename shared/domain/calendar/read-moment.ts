import { err, ok, type Result } from '../../core/result.ts';
import { type DayKey, dayStartMs, isDay } from '../../time/day.ts';
import { instantToIso, isoToInstant } from '../../time/iso-instant.ts';
import { type LocalDateTime, wallToInstantLenient } from '../../time/local-time.ts';
import { knownTimeZone, type TimeZone } from '../../time/time-zone.ts';
import type { CalendarZones } from './calendar-zones.ts';

/** A day of the calendar, wherever one is; or what the clocks of a zone show. */
export type Moment =
  | { readonly kind: 'day'; readonly day: DayKey }
  | { readonly kind: 'time'; readonly wall: LocalDateTime; readonly zone: TimeZone };

export interface MomentProblem {
  readonly kind: 'impossible-date' | 'unknown-zone';
  readonly value: string;
}

const FORM = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(Z)?|T::)?$/;
/** A year like 0206, or 9999, is a slip of a program. */
const [FIRST_DAY, LAST_DAY] = ['1890-01-01', '2199-12-30'];

/** A DATE or DATE-TIME as jCal has it, with the zone that stands beside it. */
export function readMoment(
  value: string,
  tzid: string | null,
  zones: CalendarZones,
): Result<Moment, MomentProblem> {
  const [, day = '', time, utc] = FORM.exec(value) ?? [];
  if (!isDay(day) || day < FIRST_DAY || day > LAST_DAY) {
    return err({ kind: 'impossible-date', value });
  }
  if (time === undefined) return ok({ kind: 'day', day });
  // What a clock in UTC would show at that instant is how a wall is written down.
  const wall = isoToInstant(`${day}T${time}Z`);
  if (wall === null) return err({ kind: 'impossible-date', value });
  if (utc !== undefined) return ok({ kind: 'time', wall, zone: knownTimeZone('UTC') });
  const zone = tzid === null ? zones.otherwise : zones.named(tzid);
  return zone ? ok({ kind: 'time', wall, zone }) : err({ kind: 'unknown-zone', value: tzid ?? '' });
}

/** The instant of a moment; a day begins by the clocks of `zone`. */
export const instantOf = (moment: Moment, zone: TimeZone): number =>
  moment.kind === 'day'
    ? dayStartMs(zone, moment.day)
    : wallToInstantLenient(moment.zone, moment.wall);

/** What a moment is called by in a series: the same in whatever zone it is written. */
export const momentKey = (moment: Moment): string =>
  moment.kind === 'day' ? moment.day : instantToIso(wallToInstantLenient(moment.zone, moment.wall));
