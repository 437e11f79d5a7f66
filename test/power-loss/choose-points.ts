import type { Seeded } from '../simulation/seeded.ts';
import type { Journal } from './journal.ts';

/** Of all points so many lie in the first start, and so many right after an answer. */
const FIRST_START_SHARE = 0.1;
const ANSWER_SHARE = 0.5;

/**
 * Places in a journal at which the power is cut, in order, each once. Right after an answer is
 * where a loss would hurt most, so half of them lie there.
 */
export function choosePoints(seeded: Seeded, journal: Journal, count: number): readonly number[] {
  const started = journal.findIndex(({ kind }) => kind === 'asked');
  const answers = journal.flatMap(({ kind }, i) => (kind === 'answered' ? [i + 1] : []));
  const points = new Set<number>();
  while (points.size < count) {
    const draw = seeded.next();
    if (draw < FIRST_START_SHARE) points.add(seeded.below(started));
    else if (draw < FIRST_START_SHARE + ANSWER_SHARE) points.add(seeded.pick(answers));
    else points.add(started + seeded.below(journal.length - started + 1));
  }
  return [...points].sort((a, b) => a - b);
}
