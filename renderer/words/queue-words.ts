import type { QueueState } from '../../shared/model/queue-entry.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { InstantWords } from './instant-words.ts';

/** Where somebody in the queue is. */
const QUEUE_STATE_WORDS: Readonly<Record<QueueState, string>> = {
  waiting: 'waiting',
  held: 'held back',
  called: 'called',
  left: 'gone',
  started: 'with the doctor',
  done: 'done',
};

type QueueRefusal = Extract<Refusal, { kind: 'queue-moved-on' | 'queue-not-next' }>;

/** Why nothing was done with somebody in the queue. */
export const queueRefusalWords = (
  refusal: QueueRefusal,
  say: Pick<InstantWords, 'time'>,
): string =>
  refusal.kind === 'queue-moved-on'
    ? `Somebody else was faster: this ticket is ${QUEUE_STATE_WORDS[refusal.state]} now, last changed by ${refusal.byName} at ${say.time(refusal.atMs)}. Nothing was done; look again.`
    : `This ticket is ${QUEUE_STATE_WORDS[refusal.state]}: that cannot be done with it now.`;
