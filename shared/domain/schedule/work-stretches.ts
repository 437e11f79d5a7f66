import type { Session, SessionBreak, WallBreak } from '../../model/session.ts';
import { type DayKey, dayAt, dayToWall, instantOfDay } from '../../time/day.ts';
import { type Interval, intersect, overlaps, subtract } from '../../time/interval.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';

const MINUTE_MS = 60_000;

type Worked = Interval & Pick<Session, 'breaks'>;

/** The time of a session without its breaks, in order. */
export const workStretches = ({ startMs, endMs, breaks }: Worked): readonly Interval[] =>
  breaks.length === 0 ? [{ startMs, endMs }] : subtract([{ startMs, endMs }], breaks);

/** The first break of a session that a time shares something with. */
export const breakIn = (
  { breaks }: Pick<Session, 'breaks'>,
  time: Interval,
): SessionBreak | undefined => breaks.find((one) => overlaps(one, time));

/** Of breaks, what lies within a stretch. */
export const breaksWithin = (
  breaks: readonly SessionBreak[],
  stretch: Interval,
): readonly SessionBreak[] =>
  breaks.flatMap((one) => {
    const part = intersect(one, stretch);
    return part ? [{ name: one.name, ...part }] : [];
  });

/** Breaks on a day as somebody wants them, whether they can be or not. */
export const breaksWanted = (
  zone: TimeZone,
  day: DayKey,
  breaks: readonly WallBreak[],
): readonly SessionBreak[] =>
  breaks.map(({ name, startMin, endMin }) => ({
    name,
    startMs: instantOfDay(zone, day, startMin),
    endMs: instantOfDay(zone, day, endMin),
  }));

/** Breaks on a day, in order; where the clocks go forward over one, there is none. */
export const breaksOn = (
  zone: TimeZone,
  day: DayKey,
  breaks: readonly WallBreak[],
): readonly SessionBreak[] =>
  breaksWanted(zone, day, breaks)
    .filter(({ startMs, endMs }) => startMs < endMs)
    .toSorted((a, b) => a.startMs - b.startMs);

/** The breaks of a session by the clock of its branch, in minutes of the day on which it begins. */
export function wallBreaksOf(
  zone: TimeZone,
  { startMs, breaks }: Pick<Session, 'startMs' | 'breaks'>,
): readonly WallBreak[] {
  if (breaks.length === 0) return [];
  const midnight = dayToWall(dayAt(zone, startMs));
  const minuteOf = (ms: number): number =>
    Math.round((instantToWall(zone, ms) - midnight) / MINUTE_MS);
  return breaks.map((one) => ({
    name: one.name,
    startMin: minuteOf(one.startMs),
    endMin: minuteOf(one.endMs),
  }));
}

export const shiftedBreaks = (breaks: readonly WallBreak[], byMin: number): readonly WallBreak[] =>
  breaks.map(({ name, startMin, endMin }) => ({
    name,
    startMin: startMin + byMin,
    endMin: endMin + byMin,
  }));

export const sameBreaks = (a: Pick<Session, 'breaks'>, b: Pick<Session, 'breaks'>): boolean =>
  JSON.stringify(a.breaks.map(fieldsOf)) === JSON.stringify(b.breaks.map(fieldsOf));

/** Whatever order a store keeps them in. */
const fieldsOf = ({ name, startMs, endMs }: SessionBreak) => [name, startMs, endMs];
