import { type Interval, overlaps } from '../../shared/time/interval.ts';

interface TimedRow extends Interval {
  readonly id: string;
}

/**
 * Rows that lie in time, by id and by the days they touch. They are changed in place: a change costs
 * what it changes and a look at a day costs that day, however many rows are kept.
 */
export interface TimedRows<R extends TimedRow> {
  readonly byId: ReadonlyMap<string, R>;
  readonly put: (row: R) => void;
  readonly remove: (id: string) => void;
  /** The rows that share an instant with the interval, each once. */
  readonly within: (interval: Interval) => R[];
}

/** Days of UTC: whoever asks for a branch's day gets the rows of that day out of two of them. */
const DAY_MS = 86_400_000;

export function createTimedRows<R extends TimedRow>(): TimedRows<R> {
  const byId = new Map<string, R>();
  const byDay = new Map<number, Map<string, R>>();

  const remove = (id: string): void => {
    const row = byId.get(id);
    if (!row) return;
    byId.delete(id);
    for (const day of daysOf(row)) {
      const ofDay = byDay.get(day);
      ofDay?.delete(id);
      if (ofDay?.size === 0) byDay.delete(day);
    }
  };
  const put = (row: R): void => {
    const before = byId.get(row.id);
    // A row that stays where it was keeps its place among the others.
    if (before && !isSameTime(before, row)) remove(row.id);
    byId.set(row.id, row);
    for (const day of daysOf(row)) {
      const ofDay = byDay.get(day) ?? new Map<string, R>();
      byDay.set(day, ofDay.set(row.id, row));
    }
  };
  const within = (interval: Interval): R[] => {
    const days = daysOf(interval);
    return days.flatMap((day) =>
      [...(byDay.get(day)?.values() ?? [])].filter(
        (row) => overlaps(row, interval) && day === Math.max(firstDay(row), firstDay(interval)),
      ),
    );
  };
  return { byId, put, remove, within };
}

const firstDay = ({ startMs }: Interval): number => Math.floor(startMs / DAY_MS);

function daysOf(interval: Interval): number[] {
  const first = firstDay(interval);
  const last = Math.ceil(interval.endMs / DAY_MS) - 1;
  return Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
}

const isSameTime = (a: Interval, b: Interval): boolean =>
  a.startMs === b.startMs && a.endMs === b.endMs;
