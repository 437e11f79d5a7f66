import { useEffect, useState } from 'react';
import type { AnswerOf } from '../../shared/wire/desk/answers.ts';
import type { Ask } from '../../shared/wire/desk/ask.ts';
import { LineLost } from '../replica/pending-answers.ts';
import { useDesk } from './desk.ts';

/** While somebody types a date or a time, half of it is none yet. */
const SETTLED_MS = 250;

export interface Answered<T> {
  /** null while there is none to what is asked now. */
  readonly answer: T | null;
  /** `lost`: it is asked again as soon as there is a line to the host. */
  readonly state: 'loading' | 'there' | 'lost' | 'failed';
}

interface Known<T> extends Answered<T> {
  readonly key: string;
}

/** The answer to a question that changes with what is in a form; null asks nothing, another `turn` again. */
export function useAnswer<A extends Ask>(
  ask: A | null,
  turn: number | string = 0,
): Answered<AnswerOf<A>> {
  const { client } = useDesk();
  const [known, setKnown] = useState<Known<AnswerOf<A>> | null>(null);
  const key = JSON.stringify([ask, turn]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked.
  useEffect(() => {
    if (ask === null) return;
    const put = (): void => {
      client.ask(ask).then(
        (answer) => setKnown({ key, answer: answer as AnswerOf<A>, state: 'there' }),
        (error: unknown) =>
          setKnown({ key, answer: null, state: error instanceof LineLost ? 'lost' : 'failed' }),
      );
    };
    const timer = setTimeout(put, SETTLED_MS);
    const stop = client.ready.add(put);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, key]);
  return known?.key === key ? known : { answer: null, state: 'loading' };
}
