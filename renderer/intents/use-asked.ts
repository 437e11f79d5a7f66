import { useCallback, useEffect, useState } from 'react';
import type { AskAnswers } from '../../shared/wire/desk/answers.ts';
import type { Ask } from '../../shared/wire/desk/ask.ts';
import { useDesk } from './desk.ts';

/**
 * The answer to a question that has nothing but its kind; null until it has come. It is asked again
 * when the line is back, and by `reload`.
 */
export function useAsked<K extends 'rules' | 'times-off'>(kind: K) {
  const { client } = useDesk();
  const [answer, setAnswer] = useState<AskAnswers[K] | null>(null);
  const reload = useCallback(() => {
    // TypeScript cannot follow an answer whose question is still a type parameter.
    const asked = client.ask({ kind } as Ask) as Promise<AskAnswers[K]>;
    asked.then(
      (came) => setAnswer(came),
      () => undefined,
    );
  }, [client, kind]);
  useEffect(() => {
    reload();
    return client.ready.add(reload);
  }, [client, reload]);
  return { answer, reload };
}
