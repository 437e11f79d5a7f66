import { useEffect, useState } from 'react';
import type { SessionChange } from '../../../shared/model/session-change.ts';
import type { AskAnswers } from '../../../shared/wire/desk/answers.ts';
import { useDesk } from '../../intents/desk.ts';

/** While somebody changes a time, half of it is no time yet. */
const SETTLED_MS = 250;

type Answer = AskAnswers['session-change'];

/** What a change would come to, as it is in the form; null while it is not known. */
export function useSessionPreview(change: SessionChange): Answer | null {
  const { client } = useDesk();
  const [known, setKnown] = useState<{ readonly key: string; readonly answer: Answer } | null>(
    null,
  );
  const key = JSON.stringify(change);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which change.
  useEffect(() => {
    const timer = setTimeout(() => {
      client.ask({ kind: 'session-change', change }).then(
        (answer) => setKnown({ key, answer }),
        () => undefined,
      );
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [client, key]);
  return known?.key === key ? known.answer : null;
}
