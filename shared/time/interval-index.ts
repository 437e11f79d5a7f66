import { asInterval, type Interval, overlaps } from './interval.ts';

/** Intervals that can be asked which of them overlap a given one. */
export interface IntervalIndex<I extends Interval> {
  readonly add: (interval: I) => void;
  /** Takes out an interval that was added, the very object. */
  readonly remove: (interval: I) => void;
  /** All that share an instant with `interval`, in no particular order. */
  readonly overlapping: (interval: Interval) => I[];
}

/** The cells of one length, by their number. Longer intervals live in longer cells. */
type Cells<I> = Map<number, Set<I>>;

const SHORTEST_CELL_MS = 3_600_000;

/**
 * Intervals are filed by their start in cells at least as long as they are, so that one that
 * overlaps a given cell starts in it or in the cell before. Cell lengths double: an interval of a year
 * does not make the search for one of ten minutes slow.
 */
export function createIntervalIndex<I extends Interval>(): IntervalIndex<I> {
  const cellsByLengthMs = new Map<number, Cells<I>>();

  function cellsOf(interval: I): { cells: Cells<I>; no: number } {
    const lengthMs = cellLengthMs(interval);
    const cells = cellsByLengthMs.get(lengthMs) ?? new Map<number, Set<I>>();
    cellsByLengthMs.set(lengthMs, cells);
    return { cells, no: Math.floor(interval.startMs / lengthMs) };
  }

  return {
    add(interval) {
      const { cells, no } = cellsOf(asInterval(interval));
      const cell = cells.get(no);
      if (cell === undefined) cells.set(no, new Set([interval]));
      else cell.add(interval);
    },
    remove(interval) {
      const { cells, no } = cellsOf(interval);
      const cell = cells.get(no);
      cell?.delete(interval);
      if (cell?.size === 0) cells.delete(no);
    },
    overlapping(interval) {
      const found: I[] = [];
      for (const [lengthMs, cells] of cellsByLengthMs) {
        for (const cell of cellsAround(cells, lengthMs, interval)) {
          for (const other of cell) if (overlaps(other, interval)) found.push(other);
        }
      }
      return found;
    },
  };
}

function* cellsAround<I>(
  cells: Cells<I>,
  lengthMs: number,
  { startMs, endMs }: Interval,
): Iterable<Set<I>> {
  const first = Math.floor(startMs / lengthMs) - 1;
  const last = Math.floor(endMs / lengthMs);
  if (last - first >= cells.size) {
    yield* cells.values();
    return;
  }
  for (let no = first; no <= last; no += 1) {
    const cell = cells.get(no);
    if (cell !== undefined) yield cell;
  }
}

function cellLengthMs({ startMs, endMs }: Interval): number {
  let lengthMs = SHORTEST_CELL_MS;
  while (lengthMs < endMs - startMs) lengthMs *= 2;
  return lengthMs;
}
