import { useEffect, useState } from 'react';
import type { AskAnswers } from '../../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../../shared/wire/desk/ask.ts';
import { useDesk } from '../../../intents/desk.ts';

type CourseAsk = Extract<Ask, { readonly kind: 'repeat' | 'plan-visits' }>;

export interface Looked<T> {
  readonly state: 'looking' | 'here' | 'failed';
  /** Empty unless it is here. */
  readonly found: T | readonly [];
}

const LOOKING = { state: 'looking', found: [] } as const;
/** Whoever types a number is not asked for at each of its figures. */
const PAUSE_MS = 250;

/** What there is for visits that are to be booked together; looked for anew with each `turn`. */
export function useCourseAsk<A extends CourseAsk>(
  ask: A,
  turn: number,
): Looked<AskAnswers[A['kind']]> {
  type Answer = AskAnswers[A['kind']];
  const { client } = useDesk();
  const [looked, setLooked] = useState<Looked<Answer> & { readonly key: string }>({
    ...{ ...LOOKING, key: '' },
  });
  const key = JSON.stringify([ask, turn]);
  useEffect(() => {
    let isWanted = true;
    const [asked] = JSON.parse(key) as [A];
    const look = async (): Promise<void> => {
      const found = (await client.ask(asked as CourseAsk)) as Answer;
      if (isWanted) setLooked({ state: 'here', found, key });
    };
    const timer = setTimeout(() => {
      look().catch(() => isWanted && setLooked({ state: 'failed', found: [], key }));
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, key]);
  return looked.key === key ? looked : LOOKING;
}
