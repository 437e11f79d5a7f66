import type { Cause } from '../store/handles.ts';

/** Who writes what became of a notification: central itself. */
export const SEND: Cause = {
  ...{ intentId: null, intentKind: 'send', actorId: null, actorName: 'central' },
  ...{ role: 'replica', desk: 'outbox', source: 'sync', reason: null },
};
