import type { Spread } from '../../model/report.ts';

/** From how many minutes on each group waited. */
const FROM_MIN = [0, 5, 10, 15, 20, 30, 45, 60];

export interface WaitGroup {
  /** Waited at least, and less than, so many minutes; null: however long. */
  readonly from: number;
  readonly until: number | null;
  readonly count: number;
}

/** How many waited for how long. */
export const waitGroups = (waits: readonly Spread[]): readonly WaitGroup[] =>
  FROM_MIN.map((from, i) => {
    const until = FROM_MIN[i + 1] ?? null;
    const theirs = waits.filter(({ at }) => at >= from && (until === null || at < until));
    return { from, until, count: theirs.reduce((sum, { count }) => sum + count, 0) };
  });

/** "5–10", "60+". */
export const waitGroupName = ({ from, until }: Pick<WaitGroup, 'from' | 'until'>): string =>
  until === null ? `${from}+` : `${from}–${until}`;
