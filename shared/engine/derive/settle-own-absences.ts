import type { WriteTx } from '../store/handles.ts';
import { openOwnConflicts } from './open-own-conflicts.ts';
import { settleAbsences } from './settle-absences.ts';

/**
 * Settles where times off or closures were written, and tells of it at once: without waiting for
 * central, which says the same when it hears of them. A branch tells of its own patients only.
 */
export async function settleOwnAbsences(tx: WriteTx, ids: readonly string[]): Promise<void> {
  await tx.flush();
  const changes = await settleAbsences(tx, ids);
  await openOwnConflicts(tx, changes);
}
