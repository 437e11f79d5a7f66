import { formatClockTime, minuteOfField } from '../../../shared/time/clock-time.ts';
import {
  type DayKey,
  dayAt,
  dayEndMs,
  dayStartMs,
  instantOfDay,
  isDay,
  minuteOfDay,
} from '../../../shared/time/day.ts';
import type { Interval } from '../../../shared/time/interval.ts';
import { instantToWall } from '../../../shared/time/local-time.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';

/** Time that is to be handed over, as it stands in the form. */
export interface HandoverDraft {
  readonly doctorId: string | null;
  readonly toDoctorId: string | null;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly isWholeDays: boolean;
  /** `HH:MM`, as fields have it. */
  readonly from: string;
  readonly until: string;
  readonly reason: string;
}

export const newHandover = (day: DayKey): HandoverDraft => ({
  ...{ doctorId: null, toDoctorId: null, firstDay: day, lastDay: day, isWholeDays: true },
  ...{ from: '09:00', until: '17:00', reason: '' },
});

/** A stretch of a doctor's time that somebody pointed at. */
export const handoverOf = (
  { doctorId, startMs, endMs }: Interval & { readonly doctorId: string },
  zone: TimeZone,
): HandoverDraft => {
  const clock = (ms: number): string => formatClockTime(minuteOfDay(instantToWall(zone, ms)));
  const day = dayAt(zone, startMs);
  return {
    ...{ ...newHandover(day), doctorId, lastDay: dayAt(zone, endMs - 1), isWholeDays: false },
    ...{ from: clock(startMs), until: clock(endMs) },
  };
};

/** The stretch that is meant; null while there is none. A day under way begins `nowMs`. */
export function spanOf(draft: HandoverDraft, zone: TimeZone, nowMs: number): Interval | null {
  const { firstDay, lastDay, isWholeDays, from, until } = draft;
  if (!isDay(firstDay) || !isDay(lastDay)) return null;
  const startMs = isWholeDays
    ? Math.max(dayStartMs(zone, firstDay), nextMinute(nowMs))
    : instantOfDay(zone, firstDay, minuteOfField(from));
  const endMs = isWholeDays
    ? dayEndMs(zone, lastDay)
    : instantOfDay(zone, lastDay, minuteOfField(until));
  return startMs < endMs ? { startMs, endMs } : null;
}

const MINUTE_MS = 60_000;
/** What begins this minute has begun by the time it is asked for. */
const nextMinute = (ms: number): number => (Math.floor(ms / MINUTE_MS) + 2) * MINUTE_MS;
