import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useDesk } from '../intents/desk.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { useSay } from '../words/use-say.ts';
import { words } from './app-words.ts';

/** Says what was refused of what this window had asked for before it was read anew. */
export function useLateRefusals(): void {
  const { intents } = useDesk();
  const say = useSay();
  useEffect(
    () =>
      intents.refusedLate.add(({ intentId: id, kind, atMs, refusal }) => {
        const title = words.refusedLate(kind === 'book', say.time(atMs));
        const message = refusalWords(refusal, say);
        notifications.show({ id, title, message, color: 'red', autoClose: false });
      }),
    [intents, say],
  );
}
