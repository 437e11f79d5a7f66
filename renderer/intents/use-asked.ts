import { useCallback, useEffect, useState } from 'react';
import type { AskAnswers } from '../../shared/wire/desk/answers.ts';
import type { Ask } from '../../shared/wire/desk/ask.ts';
import { LineLost } from '../replica/pending-answers.ts';
import { useDesk } from './desk.ts';

export interface Asked<T> {
  /** null until it has come; the last one while another is awaited. */
  readonly answer: T | null;
  /**
   * `lost`: there is no line to the host, and it is asked again as soon as there is one. `failed`:
   * the host could not answer.
   */
  readonly state: 'loading' | 'there' | 'lost' | 'failed';
  readonly reload: () => void;
}

/**
 * The answer to a question that has nothing but its kind. It is asked again when the line is back,
 * when something was done at this desk, and by `reload`.
 */
export function useAsked<
  K extends
    | 'rules'
    | 'templates'
    | 'rotations'
    | 'times-off'
    | 'backups'
    | 'week-hours'
    | 'near'
    | 'day-sheets'
    | 'imports',
>(kind: K): Asked<AskAnswers[K]> {
  const { client } = useDesk();
  const [answer, setAnswer] = useState<AskAnswers[K] | null>(null);
  const [state, setState] = useState<Asked<never>['state']>('loading');
  const ask = useCallback(() => {
    // TypeScript cannot follow an answer whose question is still a type parameter.
    const asked = client.ask({ kind } as Ask) as Promise<AskAnswers[K]>;
    asked.then(
      (came) => {
        setAnswer(came);
        setState('there');
      },
      (error: unknown) => setState(error instanceof LineLost ? 'lost' : 'failed'),
    );
  }, [client, kind]);
  const reload = useCallback(() => {
    setState('loading');
    ask();
  }, [ask]);
  useEffect(() => {
    ask();
    const stop = [
      client.ready.add(ask),
      client.outcomes.add(({ outcome }) => {
        if (outcome.ok) ask();
      }),
    ];
    return () => {
      for (const one of stop) one();
    };
  }, [client, ask]);
  return { answer, state, reload };
}
