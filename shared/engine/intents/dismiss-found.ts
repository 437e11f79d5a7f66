import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { findConflicts } from '../queries/find-conflicts.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { IntentHandler } from './intent-context.ts';

/**
 * Puts away a warning that was found by looking, with a reason that the audit trail keeps. It comes
 * back by itself when what it is about changes. What cannot stay as it is is not put away.
 */
export const dismissFound: IntentHandler<'dismiss-found'> = async ({ tx, actor }, { foundId }) => {
  const { organisationId } = tx.book;
  const { found } = await findConflicts(tx, organisationId, tx.nowMs);
  const one = found.find(({ id }) => id === foundId);
  const [session] = one?.sessions ?? [];
  if (!one || !session) return err({ kind: 'already-resolved', state: 'settled-itself' });
  const { branchId, doctorId } = session;
  const access = decideAccess(actor, 'dismiss-found', { branchId, doctorId });
  if (!access.ok) return access;
  if (!one.canDismiss) return err({ kind: 'cannot-dismiss' });
  const before = await loadRecord(tx, organisationId, 'conflict', foundId);
  const blocker = one.breach?.other ?? null;
  tx.put(
    'conflict',
    {
      ...{ id: foundId, kind: 'found', branchId, doctorId, recordId: session.id, blockerId: null },
      blockerBranchId: blocker?.branchId ?? null,
      blockerStartMs: blocker?.startMs ?? null,
      blockerEndMs: blocker?.endMs ?? null,
      ...{ reason: 'found', offers: [], lost: { kind: one.kind }, state: 'dismissed' },
      openedAtMs: tx.nowMs,
    },
    before,
  );
  return ok({ recordId: foundId, undoable: false });
};
