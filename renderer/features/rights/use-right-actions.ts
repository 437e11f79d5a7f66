import { useState } from 'react';
import { HORIZON_DAYS } from '../../../shared/model/choices.ts';
import type { IntentInput } from '../../../shared/model/intent.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import type { IntentAnswer } from '../../intents/intent-sender.ts';
import { useSession } from '../../state/session-store.ts';

const DAY_MS = 86_400_000;

/** Of this session alone, or of the doctor's at the branch from it on. */
export type Reach = 'one' | 'onwards';

/** Asks, gives and answers, and keeps the last "no". */
export function useRightActions() {
  const { client, intents } = useDesk();
  const own = useSession((session) => session.replica?.replica ?? null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const done = async (sent: Promise<IntentAnswer>): Promise<void> => {
    setBusy(true);
    const answer = await sent;
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
  };
  const wish = (
    { branchId, doctorId, startMs }: DeskSession,
    toReplica: string | null,
    reach: Reach,
  ): IntentInput<'hand-over-right'> => ({
    ...{ handoverId: client.newId(), branchId, doctorId, toReplica, note: '', startMs },
    endMs: reach === 'one' ? startMs + 1 : startMs + HORIZON_DAYS * DAY_MS,
  });
  return {
    refusal,
    isBusy,
    ask: (session: DeskSession) => done(intents.send('ask-for-right', wish(session, own, 'one'))),
    handOver: (session: DeskSession, toReplica: string | null, reach: Reach) =>
      done(intents.send('hand-over-right', wish(session, toReplica, reach))),
    answer: (handoverId: string, answer: IntentInput<'answer-handover'>['answer']) =>
      done(intents.send('answer-handover', { handoverId, answer })),
    handOverQuota: (doctorId: string, day: string, toReplica: string | null, amount: number) =>
      done(
        intents.send('hand-over-quota', {
          ...{ quotaId: client.newId(), doctorId, day, toReplica, amount },
        }),
      ),
    setGiving: (id: string, givesWhenAsked: boolean) =>
      done(intents.send('set-giving', { id, givesWhenAsked })),
  };
}
