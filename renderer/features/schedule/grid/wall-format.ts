import { minuteOfDay } from './wall-arithmetic.ts';

/** Says wall milliseconds in words and figures; the locale and the clock are the branch's choice. */
export interface WallFormat {
  readonly time: (ms: number) => string;
  readonly timeRange: (startMs: number, endMs: number) => string;
  readonly weekday: (ms: number) => string;
  readonly dayAndMonth: (ms: number) => string;
  /** "Monday 2 March", without the year. */
  readonly longDay: (ms: number) => string;
  readonly month: (ms: number) => string;
  readonly year: (ms: number) => string;
}

export interface WallFormatOptions {
  readonly locale: string;
  readonly hour12: boolean;
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');

export function createWallFormat(options: WallFormatOptions): WallFormat {
  const intl = (parts: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(options.locale, { timeZone: 'UTC', ...parts });
    return (ms: number): string => format.format(ms);
  };
  const time = (ms: number): string => timeOfMinute(minuteOfDay(ms), options.hour12);
  return {
    time,
    timeRange: (startMs, endMs) => `${time(startMs)}–${time(endMs)}`,
    weekday: intl({ weekday: 'short' }),
    dayAndMonth: intl({ day: 'numeric', month: 'short' }),
    longDay: intl({ weekday: 'long', day: 'numeric', month: 'long' }),
    month: intl({ month: 'long' }),
    year: intl({ year: 'numeric' }),
  };
}

function timeOfMinute(minute: number, hour12: boolean): string {
  const hour = Math.floor(minute / 60);
  const rest = twoDigits(minute % 60);
  if (!hour12) return `${twoDigits(hour)}:${rest}`;
  return `${hour % 12 || 12}:${rest} ${hour < 12 ? 'am' : 'pm'}`;
}
