import type { Interval } from '../../time/interval.ts';
import type { SlotRun } from './group-slots.ts';
import type { SlotRow } from './read-rows.ts';

/** A session of the doctor that the book has, or had. */
export interface KnownSession extends Interval {
  readonly id: string;
  readonly deleted: boolean;
}

export interface Clash {
  readonly slot: SlotRow;
  /** The slot was imported before; else something else has the time. */
  readonly isKnown: boolean;
}

/**
 * Slots of a file that the book has no room for. `runs` and `sessions` come in the order of their
 * start; `idOf` gives the id that a run's session would get. One pass over both.
 */
export function findClashes(
  runs: readonly SlotRun[],
  sessions: readonly KnownSession[],
  idOf: (run: SlotRun) => string,
): readonly Clash[] {
  const clashes: Clash[] = [];
  let open: KnownSession[] = [];
  let next = 0;
  for (const run of runs) {
    open = open.filter((session) => session.endMs > run.startMs);
    for (let one = sessions[next]; one && one.startMs < run.endMs; one = sessions[next]) {
      if (one.endMs > run.startMs) open.push(one);
      next += 1;
    }
    if (open.length === 0) continue;
    const id = idOf(run);
    const isKnown = open.some((session) => session.id === id);
    const inTheWay = open.filter((session) => !session.deleted);
    for (const slot of run.slots) {
      const isTaken = inTheWay.some((s) => s.startMs < slot.endMs && slot.startMs < s.endMs);
      if (isKnown || isTaken) clashes.push({ slot, isKnown });
    }
  }
  return clashes;
}
