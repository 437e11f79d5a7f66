import { err, ok, type Result } from '../../core/result.ts';
import type { QueueAct, QueueState } from '../../model/queue-entry.ts';
import type { Refusal } from '../../model/refusal.ts';

/** From where each act can be done, and where it leads; null leaves them where they are. */
const ACTS: Readonly<
  Record<QueueAct['kind'], { readonly from: readonly QueueState[]; readonly to: QueueState | null }>
> = {
  // Who does not come is called again.
  call: { from: ['waiting', 'held', 'called'], to: 'called' },
  hold: { from: ['waiting', 'called'], to: 'held' },
  return: { from: ['held', 'called', 'left'], to: 'waiting' },
  leave: { from: ['waiting', 'held', 'called'], to: 'left' },
  'set-priority': { from: ['waiting', 'held', 'called'], to: null },
  place: { from: ['waiting', 'held'], to: null },
  hand: { from: ['waiting', 'held', 'called'], to: null },
  start: { from: ['waiting', 'held', 'called'], to: 'started' },
  finish: { from: ['started'], to: 'done' },
};

/** May this be done with somebody who is in this state? Gives the state they are in afterwards. */
export function decideQueueAct(
  state: QueueState,
  act: QueueAct['kind'],
): Result<QueueState, Refusal> {
  const { from, to } = ACTS[act];
  return from.includes(state) ? ok(to ?? state) : err({ kind: 'queue-not-next', state, act });
}
