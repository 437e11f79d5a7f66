import { derivedId } from '../../core/ids.ts';
import type { WriteTx } from '../store/handles.ts';
import type { LostEdit } from './merge-stage.ts';

/** An edit that lost to another opens a conflict that keeps what was typed. */
export function openEditConflicts(tx: WriteTx, lost: readonly LostEdit[]): void {
  for (const { kind, record, values } of lost) {
    if (kind !== 'appointment' || !('madeHlc' in record)) continue;
    tx.put(
      'conflict',
      {
        id: derivedId(record.id, `edit:${tx.book.counter}`),
        kind: 'edit',
        branchId: record.branchId,
        doctorId: record.doctorId,
        recordId: record.id,
        blockerId: null,
        blockerBranchId: null,
        blockerStartMs: null,
        blockerEndMs: null,
        reason: 'edited',
        offers: [],
        lost: values,
        state: 'open',
        openedAtMs: tx.nowMs,
      },
      null,
    );
  }
}
