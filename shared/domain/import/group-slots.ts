import type { SlotRow } from './read-rows.ts';

/** A run of slots of one length, with the same marks, services, sharer, capacity and room, without a gap: what becomes a session. */
export interface SlotRun {
  readonly startMs: number;
  readonly endMs: number;
  readonly slotMin: number;
  readonly tags: readonly string[];
  readonly services: string;
  readonly sharedWith: string;
  readonly capacity: number;
  readonly room: string;
  readonly slots: readonly SlotRow[];
}

const MINUTE_MS = 60_000;
/** A session does not last longer than a day. */
const RUN_MAX_MS = 24 * 60 * MINUTE_MS;

/**
 * Joins slots that follow one another into runs, and names those that overlap the one before.
 * Slots are taken in the order of their start.
 */
export function groupSlots(rows: readonly SlotRow[]): {
  readonly runs: readonly SlotRun[];
  readonly overlapping: readonly SlotRow[];
} {
  const runs: (Omit<SlotRun, 'endMs' | 'slots'> & { endMs: number; slots: SlotRow[] })[] = [];
  const overlapping: SlotRow[] = [];
  for (const row of [...rows].sort((a, b) => a.startMs - b.startMs)) {
    const slotMin = (row.endMs - row.startMs) / MINUTE_MS;
    const run = runs.at(-1);
    if (run && row.startMs < run.endMs) {
      overlapping.push(row);
      continue;
    }
    const follows =
      run?.endMs === row.startMs &&
      run.slotMin === slotMin &&
      run.services === row.services &&
      run.sharedWith === row.sharedWith &&
      run.capacity === row.capacity &&
      run.room === row.room &&
      sameMarks(run.tags, row.tags);
    if (run && follows && row.endMs - run.startMs <= RUN_MAX_MS) {
      run.endMs = row.endMs;
      run.slots.push(row);
    } else {
      const { startMs, endMs, tags, services, sharedWith, capacity, room } = row;
      const what = { tags, services, sharedWith, capacity, room };
      runs.push({ startMs, endMs, slotMin, ...what, slots: [row] });
    }
  }
  return { runs, overlapping };
}

const sameMarks = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((mark) => b.includes(mark));
