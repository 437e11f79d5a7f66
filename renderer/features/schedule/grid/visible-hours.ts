import { DAY_MS, MINUTE_MS, startOfDay } from './wall-arithmetic.ts';

/** The hours the grid shows, as minutes of the day; always whole hours. */
export interface VisibleHours {
  readonly openMinute: number;
  readonly closeMinute: number;
}

const DAY_MINUTES = 1440;

/** Widens to whole hours, because the grid draws whole hours. */
export function wholeHours(hours: VisibleHours): VisibleHours {
  const openMinute = Math.max(0, Math.floor(hours.openMinute / 60) * 60);
  const closeMinute = Math.min(DAY_MINUTES, Math.ceil(hours.closeMinute / 60) * 60);
  return closeMinute > openMinute
    ? { openMinute, closeMinute }
    : { openMinute: 0, closeMinute: DAY_MINUTES };
}

/** A stretch of wall time, in milliseconds. */
interface WallSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** As much around the hours as is needed to see what lies outside of them within the days in view. */
export function hoursAround(
  hours: VisibleHours,
  spans: readonly WallSpan[],
  within: WallSpan,
): VisibleHours {
  let { openMinute, closeMinute } = hours;
  for (const span of spans) {
    const startMs = Math.max(span.startMs, within.startMs);
    const endMs = Math.min(span.endMs, within.endMs);
    if (startMs >= endMs) continue;
    const midnightMs = startOfDay(startMs);
    const goesOn = endMs > midnightMs + DAY_MS;
    openMinute = Math.min(openMinute, goesOn ? 0 : (startMs - midnightMs) / MINUTE_MS);
    closeMinute = Math.max(closeMinute, goesOn ? DAY_MINUTES : (endMs - midnightMs) / MINUTE_MS);
  }
  return { openMinute, closeMinute };
}

/** How far down the grid a minute is, in percent. */
export function minuteToPercent(minute: number, hours: VisibleHours): number {
  const share = (minute - hours.openMinute) / (hours.closeMinute - hours.openMinute);
  return Math.min(1, Math.max(0, share)) * 100;
}

export function columnStart(dayMs: number, hours: VisibleHours): Date {
  return new Date(dayMs + hours.openMinute * MINUTE_MS);
}

/** A column never reaches into the next day: midnight is said as the last millisecond before it. */
export function columnEnd(dayMs: number, hours: VisibleHours): Date {
  const end = dayMs + hours.closeMinute * MINUTE_MS;
  return new Date(hours.closeMinute === DAY_MINUTES ? end - 1 : end);
}
