import { useState } from 'react';
import type { TrailEntry, TrailPage, TrailWish } from '../../../shared/wire/desk/trail.ts';
import { useAnswer } from '../../intents/use-answer.ts';

type Sought = Omit<TrailWish, 'kind' | 'beforeNo'>;

interface Shown extends Pick<TrailPage, 'names' | 'nextNo'> {
  readonly entries: readonly TrailEntry[];
}
const NOTHING: Shown = { entries: [], names: {}, nextNo: null };

/** The pages of the trail that were asked for so far; another search begins anew. */
export function useTrail(sought: Sought | null, turn: number) {
  const key = JSON.stringify([sought, turn]);
  const [former, setFormer] = useState({ key, pages: NOTHING, beforeNo: null as number | null });
  const { pages, beforeNo } = former.key === key ? former : { pages: NOTHING, beforeNo: null };
  const wish = sought === null ? null : { kind: 'trail' as const, beforeNo, ...sought };
  const { answer, state } = useAnswer(wish, turn);
  const shown = answer?.ok ? joined(pages, answer.value) : pages;
  const goOn = (): void => setFormer({ key, pages: shown, beforeNo: shown.nextNo });
  return { shown, state, isRefused: answer?.ok === false, goOn };
}

const joined = (former: Shown, page: TrailPage): Shown => ({
  entries: [...former.entries, ...page.entries],
  names: { ...former.names, ...page.names },
  nextNo: page.nextNo,
});
