import { derivedId } from '../../core/ids.ts';
import type { Session, Slot } from '../../model/session.ts';

const MINUTE_MS = 60_000;

/**
 * The slots of a session, in order. Their ids follow from the session's id and the start, so every
 * replica derives the same ones. A rest shorter than a slot stays unbookable.
 */
export function generateSlots(session: Session): readonly Slot[] {
  const step = session.slotMin * MINUTE_MS;
  const slots: Slot[] = [];
  for (let startMs = session.startMs; startMs + step <= session.endMs; startMs += step) {
    slots.push({
      id: derivedId(session.id, String(startMs)),
      sessionId: session.id,
      branchId: session.branchId,
      doctorId: session.doctorId,
      startMs,
      endMs: startMs + step,
      status: 'available',
      tags: [...session.tags],
      note: '',
      deleted: session.deleted,
    });
  }
  return slots;
}
