import { useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { IntentAnswer } from '../../intents/intent-sender.ts';

/** What came of what a form asked for; it is left when that was done. */
export function useTake(onDone: () => void) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const take = async (asked: Promise<IntentAnswer>): Promise<void> => {
    setBusy(true);
    const answer = await asked;
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) onDone();
  };
  return { take, refusal, isBusy, clear: (): void => setRefusal(null) };
}
