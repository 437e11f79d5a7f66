import type { IntentOutcome } from '../../shared/engine/intents/execute-intent.ts';
import type { Intent } from '../../shared/model/intent.ts';

/** What a host was asked, and what it had answered when it ended; null: it had not. */
export interface Asked {
  readonly intent: Intent;
  readonly outcome: IntentOutcome | null;
}

/** Told of each intent before a host is asked, and again with its answer. */
export interface Diary {
  readonly asked: (intent: Intent) => void;
  readonly answered: (intentId: string, outcome: IntentOutcome) => void;
}
