/** Instants in the words and figures of one time zone. */
export interface InstantWords {
  /** "10:15". */
  readonly time: (instantMs: number) => string;
  /** "Mon 2 Mar". */
  readonly day: (instantMs: number) => string;
  /** "Mon, 2 Mar 2026": for days that could be of another year. */
  readonly dayAndYear: (instantMs: number) => string;
  /** "Mon 2 Mar, 10:15–10:30". */
  readonly span: (startMs: number, endMs: number) => string;
  /** "3 min ago", "2 h ago", "5 days ago". */
  readonly ago: (instantMs: number, nowMs: number) => string;
}

const MINUTE_MS = 60_000;
const UNITS = [
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
] as const;

export function instantWords(timeZone: string): InstantWords {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const dayAndYear = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  });
  const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto', style: 'short' });
  return {
    time: (ms) => time.format(ms),
    day: (ms) => day.format(ms),
    dayAndYear: (ms) => dayAndYear.format(ms),
    span: (startMs, endMs) =>
      `${day.format(startMs)}, ${time.format(startMs)}–${time.format(endMs)}`,
    ago: (ms, nowMs) => {
      const minutes = Math.round((nowMs - ms) / MINUTE_MS);
      const [unit, size] = UNITS.find(([, length]) => minutes >= length) ?? ['minute', 1];
      return minutes < 1 ? 'just now' : relative.format(-Math.floor(minutes / size), unit);
    },
  };
}
