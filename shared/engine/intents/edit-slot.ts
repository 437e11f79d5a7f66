import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { IntentHandler } from './intent-context.ts';

/** Blocks a slot, tags it, or writes a note on it. */
export const editSlot: IntentHandler<'edit-slot'> = async ({ tx, actor }, input) => {
  const slot = await loadRecord(tx, tx.book.organisationId, 'slot', input.id);
  if (!slot) return err({ kind: 'unknown-record', record: 'slot', id: input.id });
  const access = decideAccess(actor, 'edit-slot', slot);
  if (!access.ok) return access;
  tx.put('slot', { ...slot, ...input }, slot);
  return ok({ recordId: slot.id, undoable: true });
};
