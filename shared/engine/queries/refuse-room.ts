import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadRecord } from './load-record.ts';

/**
 * Whether working time of a branch can be in a room: one of the branch that is in use, or none.
 * Where it is already, it stays whatever became of the room.
 */
export async function refuseRoom(
  db: ReadDb,
  organisationId: string,
  wanted: { readonly branchId: string; readonly roomId: string | null | undefined },
  is: string | null = null,
): Promise<Result<null, Refusal>> {
  const { branchId, roomId } = wanted;
  if (!roomId || roomId === is) return ok(null);
  const room = await loadRecord(db, organisationId, 'room', roomId);
  if (!room || room.deleted) return err({ kind: 'unknown-record', record: 'room', id: roomId });
  const { name } = room;
  if (room.branchId !== branchId) return err({ kind: 'unfit-room', name, why: 'elsewhere' });
  return room.active ? ok(null) : err({ kind: 'unfit-room', name, why: 'not-in-use' });
}
