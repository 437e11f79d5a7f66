import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { IntentInput, IntentKind } from '../../../shared/model/intent.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { words } from './settings-words.ts';

/**
 * Sends a form: while it is under way, saved, or refused with the reason beside the form, which
 * `forget` takes away once what was refused is changed.
 */
export function useSave() {
  const { client, intents } = useDesk();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async <K extends IntentKind>(kind: K, input: IntentInput<K>): Promise<boolean> => {
    setBusy(true);
    const answer = await intents.send(kind, input, words.saved);
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    // What can be taken back is told with the way back.
    if (answer.ok && !answer.value.undoable) notifications.show({ message: words.saved });
    return answer.ok;
  };
  const forget = (): void => setRefusal(null);
  return { newId: client.newId, save, refusal, forget, isBusy };
}
