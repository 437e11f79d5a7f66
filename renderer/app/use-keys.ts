import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useDesk } from '../intents/desk.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { useSay } from '../words/use-say.ts';
import { words } from './app-words.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null;

/** Keys that work everywhere: Ctrl K searches, Ctrl Z takes back the last thing done here. */
export function useKeys({ onSearch }: { readonly onSearch: () => void }): void {
  const { intents } = useDesk();
  const say = useSay();
  useEffect(() => {
    const undo = async (): Promise<void> => {
      const answer = await intents.undoLast();
      if (answer === null) return;
      const message = answer.ok ? words.undone : refusalWords(answer.error, say);
      notifications.show({ message });
    };
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      if (event.key === 'k') {
        event.preventDefault();
        onSearch();
      } else if (event.key === 'z' && !isTyping(event.target)) {
        event.preventDefault();
        void undo();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [intents, onSearch, say]);
}
