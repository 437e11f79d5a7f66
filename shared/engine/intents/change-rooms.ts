import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { ROOMS_MAX } from '../../model/choices.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { IntentHandler } from './intent-context.ts';

/** Adds a room of a branch, or changes one. It stays at its branch. */
export const saveRoom: IntentHandler<'save-room'> = async ({ tx, actor }, input) => {
  const { organisationId } = tx.book;
  const access = decideAccess(actor, 'save-room', input);
  if (!access.ok) return access;
  const branch = await loadRecord(tx, organisationId, 'branch', input.branchId);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: input.branchId });
  const before = await loadRecord(tx, organisationId, 'room', input.id);
  if (before && (before.deleted || before.branchId !== input.branchId)) {
    return err({ kind: 'unknown-record', record: 'room', id: input.id });
  }
  const others = await tx.kysely
    .selectFrom('room')
    .select('name')
    .where('organisationId', '=', organisationId)
    .where('branchId', '=', input.branchId)
    .where('id', '<>', input.id)
    .where('deleted', '=', false)
    .execute();
  if (others.some(({ name }) => name.toLowerCase() === input.name.toLowerCase())) {
    return err({ kind: 'name-taken', name: input.name });
  }
  if (before === null && others.length >= ROOMS_MAX) {
    return err({ kind: 'too-many', what: 'rooms of one branch', max: ROOMS_MAX });
  }
  tx.put('room', { ...input, deleted: false }, before);
  return ok({ recordId: input.id, undoable: true });
};

/** Puts a room away. What is in it has no room from then on, and is in nobody's way. */
export const removeRoom: IntentHandler<'remove-room'> = async ({ tx, actor }, { roomId }) => {
  const room = await loadRecord(tx, tx.book.organisationId, 'room', roomId);
  if (!room || room.deleted) return err({ kind: 'unknown-record', record: 'room', id: roomId });
  const access = decideAccess(actor, 'remove-room', room);
  if (!access.ok) return access;
  tx.put('room', { ...room, deleted: true }, room);
  return ok({ recordId: room.id, undoable: true });
};
