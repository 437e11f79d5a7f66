import type { Interval } from '../../time/interval.ts';

/** Time of a doctor that a change is about. */
export interface DoctorTime extends Interval {
  readonly doctorId: string;
}

/**
 * Changes in groups of which none is about time of a doctor that another is about: what becomes of
 * one can be written without looking at the others. In the order in which each group's first comes.
 */
export function groupApart<T>(
  changes: readonly T[],
  timesOf: (change: T) => readonly DoctorTime[],
): readonly (readonly T[])[] {
  const { join, headOf } = createSets(changes.length);
  const times = changes.flatMap((change, at) => timesOf(change).map((time) => ({ ...time, at })));
  for (const ofDoctor of Map.groupBy(times, ({ doctorId }) => doctorId).values()) {
    const inOrder = ofDoctor.toSorted((a, b) => a.startMs - b.startMs);
    let before: (typeof inOrder)[number] | null = null;
    for (const time of inOrder) {
      if (before && time.startMs < before.endMs) join(before.at, time.at);
      // The one that lasts longest is in the way of whatever comes.
      if (!before || time.endMs > before.endMs) before = time;
    }
  }
  return [...Map.groupBy(changes.keys(), headOf).values()].map((group) =>
    group.map((at) => changes[at] as T),
  );
}

/** Sets of numbers below `size`, each alone at first; one of a set stands for it. */
function createSets(size: number) {
  const parents = Array.from({ length: size }, (_, at) => at);
  const headOf = (at: number): number => {
    let head = at;
    while (parents[head] !== head) {
      // Half the way is left out the next time.
      parents[head] = parents[parents[head] as number] as number;
      head = parents[head] as number;
    }
    return head;
  };
  const join = (a: number, b: number): void => {
    const [one, other] = [headOf(a), headOf(b)];
    parents[Math.max(one, other)] = Math.min(one, other);
  };
  return { headOf, join };
}
