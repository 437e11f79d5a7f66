import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useDesk } from '../intents/desk.ts';
import { useDone } from '../intents/done-store.ts';
import type { IntentAnswer } from '../intents/intent-sender.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { useSay } from '../words/use-say.ts';
import { words } from './app-words.ts';

/** Patients know of it already: rare enough for its code to come then. */
async function askAboutTold(count: number, onAnswer: (tellAgain: boolean) => void): Promise<void> {
  const { showToldQuestion } = await import('./show-told-question.tsx');
  showToldQuestion(count, onAnswer);
}

/** Takes back what this window did: the last thing, or the one that is named; says how it went. */
export function useUndo(): (intentId?: string) => void {
  const { intents } = useDesk();
  const say = useSay();
  return useCallback(
    (intentId?: string) => {
      const { all } = useDone.getState();
      const done = intentId ? all.find((one) => one.intentId === intentId) : all.at(-1);
      if (!done) return;
      const tell = (answer: IntentAnswer): void => {
        const message = answer.ok ? words.undone : refusalWords(answer.error, say);
        notifications.show({ message, ...(answer.ok ? {} : { color: 'red' }) });
      };
      const takeBack = (tellAgain?: boolean): void =>
        void intents.undo(done.intentId, tellAgain).then((answer) => {
          if (!answer.ok && answer.error.kind === 'already-told') {
            // Without the code of the question it is refused, and nobody is told anything.
            void askAboutTold(answer.error.count, takeBack).catch(() => tell(answer));
            return;
          }
          tell(answer);
        });
      takeBack();
    },
    [intents, say],
  );
}
