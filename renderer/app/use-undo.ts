import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useDesk } from '../intents/desk.ts';
import { useDone } from '../intents/done-store.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { useSay } from '../words/use-say.ts';
import { words } from './app-words.ts';

/** Takes back what this window did: the last thing, or the one that is named; says how it went. */
export function useUndo(): (intentId?: string) => void {
  const { intents } = useDesk();
  const say = useSay();
  return useCallback(
    (intentId?: string) => {
      const { all } = useDone.getState();
      const done = intentId ? all.find((one) => one.intentId === intentId) : all.at(-1);
      if (!done) return;
      void intents.undo(done.intentId).then((answer) => {
        const message = answer.ok ? words.undone : refusalWords(answer.error, say);
        notifications.show({ message, ...(answer.ok ? {} : { color: 'red' }) });
      });
    },
    [intents, say],
  );
}
