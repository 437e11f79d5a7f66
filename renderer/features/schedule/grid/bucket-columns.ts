import { DAY_MS, startOfDay } from './wall-arithmetic.ts';

/** One column of the grid: a doctor on a day. */
export interface GridColumn {
  readonly doctorId: string;
  readonly dayMs: number;
  /** Stays the same when the page is turned, so that the column and its listeners are kept. */
  readonly place: string;
}

interface InColumn {
  readonly doctorId: string;
  readonly start: Date;
  readonly end: Date;
}

export const columnKey = (doctorId: string, dayMs: number): string => `${doctorId}|${dayMs}`;

/**
 * The items of each column, in one pass. An item that reaches over midnight stands in every day it
 * touches; one that ends exactly at midnight does not touch the next day.
 */
export function bucketColumns<T extends InColumn>(items: readonly T[]): ReadonlyMap<string, T[]> {
  const buckets = new Map<string, T[]>();
  for (const item of items) {
    const end = Math.max(+item.end, +item.start + 1);
    for (let day = startOfDay(+item.start); day < end; day += DAY_MS) {
      const key = columnKey(item.doctorId, day);
      const bucket = buckets.get(key);
      if (bucket) bucket.push(item);
      else buckets.set(key, [item]);
    }
  }
  return buckets;
}

/** The items that touch [fromMs, toMs) of the given doctors: all that the calendar is shown. */
export function itemsInWindow<T extends InColumn>(
  items: readonly T[],
  window: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly doctorIds: ReadonlySet<string>;
  },
): T[] {
  return items.filter(
    (item) =>
      +item.start < window.toMs && +item.end > window.fromMs && window.doctorIds.has(item.doctorId),
  );
}

/** Whether both lists hold the very same items in the same order. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => item === b[index]));
}
