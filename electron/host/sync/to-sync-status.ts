import type { SyncCounts } from '../../../shared/engine/queries/load-sync-counts.ts';
import type { BookTable } from '../../../shared/engine/store/tables.ts';
import type { SyncStatus } from '../../../shared/wire/desk/status.ts';
import { refusalOf, type SyncPhase } from './sync-loop.ts';

type Book = Pick<BookTable, 'centralUrl' | 'lastHeardMs' | 'clockOffsetMs'>;

/** What a replica without a central server has to say. */
export const STANDALONE: SyncStatus = {
  state: 'standalone',
  waiting: 0,
  waitingByKind: {},
  waitingForUpdate: 0,
  lastHeardMs: null,
  centralUrl: null,
  clockOffsetMs: null,
  refusedRows: [],
  refusal: null,
  nextAttemptMs: null,
};

/** What a desk shows of synchronisation: nothing is called synced before central has it. */
export function toSyncStatus(phase: SyncPhase, book: Book, counts: SyncCounts): SyncStatus {
  const { centralUrl, lastHeardMs, clockOffsetMs } = book;
  const refusal = refusalOf(phase);
  return {
    ...counts,
    state: stateOf(phase, counts.waiting > 0 || lastHeardMs === null),
    centralUrl,
    lastHeardMs,
    clockOffsetMs,
    refusal: refusal && { kind: refusal.kind, detail: refusal.detail },
    nextAttemptMs: phase.name === 'waiting' ? phase.untilMs : null,
  };
}

function stateOf(phase: SyncPhase, isBehind: boolean): SyncStatus['state'] {
  if (phase.name === 'idle') return isBehind ? 'syncing' : 'synced';
  // Until central takes what is said, it has not.
  if (phase.refusal) return 'refused';
  if (phase.name === 'waiting') return 'offline';
  // An attempt after failures is a hope; until central answers, this replica is offline.
  if (phase.failures > 0) return 'offline';
  return isBehind || phase.more ? 'syncing' : 'synced';
}
