import type { OutgoingMessage } from '../../shared/engine/notify/begin-sending.ts';
import type { SendOutcome } from '../../shared/engine/notify/settle-sending.ts';

/** Hands messages of one channel to whoever delivers them. Neither function throws. */
export interface Gateway {
  readonly send: (message: OutgoingMessage) => Promise<SendOutcome>;
  /** Whether it took a message since an instant; `cannot-say` where it does not tell. */
  readonly find: (
    message: OutgoingMessage,
    sinceMs: number,
  ) => Promise<'yes' | 'no' | 'cannot-say'>;
  readonly close: () => void;
}
