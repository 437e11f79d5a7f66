import type { WriteTx } from '../store/handles.ts';
import { openConflicts } from './open-conflicts.ts';
import type { VerdictChange } from './resettle.ts';

/** Tells at once of what settling changed; a branch of its own patients only. */
export async function openOwnConflicts(
  tx: WriteTx,
  changes: readonly VerdictChange[],
): Promise<void> {
  const { kind, branchId } = tx.book;
  await openConflicts(
    tx,
    changes.filter(({ claim }) => kind !== 'branch' || claim.branchId === branchId),
  );
}
