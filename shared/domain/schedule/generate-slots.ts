import { derivedId } from '../../core/ids.ts';
import type { Session, Slot } from '../../model/session.ts';
import type { Interval } from '../../time/interval.ts';
import { workStretches } from './work-stretches.ts';

const MINUTE_MS = 60_000;

/**
 * The slots of a session, in order. Their ids follow from the session's id and the start, so every
 * replica derives the same ones. After a break they go on from its end. A rest shorter than a slot,
 * before a break or at the end, stays unbookable.
 */
export function generateSlots(session: Session): readonly Slot[] {
  const step = session.slotMin * MINUTE_MS;
  const slots: Slot[] = [];
  for (const startMs of workStretches(session).flatMap((stretch) => startsIn(stretch, step))) {
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

function startsIn({ startMs, endMs }: Interval, step: number): readonly number[] {
  const count = Math.floor((endMs - startMs) / step);
  return Array.from({ length: count }, (_, i) => startMs + i * step);
}
