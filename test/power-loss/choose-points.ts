import type { Seeded } from '../simulation/seeded.ts';
import type { Recording } from './record-run.ts';

/** Of all points so many lie where the host starts first, and so many right after an answer. */
const START_SHARE = 0.1;
const ANSWER_SHARE = 0.5;

/**
 * Places in a journal at which the power is cut, in order, each once. Right after an answer is
 * where a loss would hurt most, so half of them lie there.
 */
export function choosePoints(
  seeded: Seeded,
  { journal, starts: [start] }: Recording,
  count: number,
): readonly number[] {
  const firstAsked = journal.findIndex(({ kind }, i) => i >= start && kind === 'asked');
  const answers = journal.flatMap(({ kind }, i) =>
    i > start && kind === 'answered' ? [i + 1] : [],
  );
  const points = new Set<number>();
  while (points.size < count) {
    const draw = seeded.next();
    if (draw < START_SHARE) points.add(start + seeded.below(firstAsked - start));
    else if (draw < START_SHARE + ANSWER_SHARE) points.add(seeded.pick(answers));
    else points.add(firstAsked + seeded.below(journal.length - firstAsked + 1));
  }
  return [...points].sort((a, b) => a - b);
}
