import { useState } from 'react';
import type { IntentInput } from '../../../shared/model/intent.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { DelegationLine } from '../../../shared/wire/desk/answers.ts';
import { useDesk } from '../../intents/desk.ts';
import { words } from './handover-words.ts';

type Accepted = Pick<IntentInput<'answer-delegation'>, 'accepts' | 'acceptsRules'>;

const SAID = {
  accept: words.accepted,
  decline: words.declined,
  withdraw: words.withdrawn,
} as const;

/** What can be done with one handover, and what was said no to. */
export function useHandoverActions(line: DelegationLine) {
  const { client, intents } = useDesk();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [accepted, setAccepted] = useState<Accepted>({});
  const [isBusy, setBusy] = useState(false);
  const done = async (sent: ReturnType<typeof intents.send>): Promise<boolean> => {
    setBusy(true);
    const answer = await sent;
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    return answer.ok;
  };
  const answer = (said: keyof typeof SAID, more: Accepted = {}): Promise<boolean> => {
    const all = { ...accepted, ...more };
    setAccepted(all);
    const input = { delegationId: line.id, answer: said, note: '', notify: line.notify, ...all };
    return done(intents.send('answer-delegation', input, SAID[said]));
  };
  const giveBack = (reason: string): Promise<boolean> => {
    const { branchId, startMs, endMs, notify } = line;
    const turned = { doctorId: line.toDoctorId, toDoctorId: line.doctorId, backOf: line.id };
    const wish = { branchId, startMs, endMs, ...turned, reason, tell: notify };
    return done(
      intents.send('ask-delegation', { ...wish, delegationId: client.newId() }, words.asked),
    );
  };
  return { refusal, isBusy, answer, giveBack };
}
