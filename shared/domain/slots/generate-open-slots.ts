import { derivedId } from '../../core/ids.ts';
import type { Interval } from '../../time/interval.ts';
import { peakLoad } from '../appointments/peak-load.ts';
import type { OpenSlot } from '../export/smart-links.ts';
import { createTakenTimes } from './create-taken-times.ts';
import { type FreeTimeFacts, prepareFreeTimes } from './generate-free-times.ts';

/**
 * The times of sessions that begin in `window` and that somebody can still be booked in, each as long
 * as a slot of its session, by their beginning and then by doctor, with how many more it takes. At
 * most `limit`.
 */
export function generateOpenSlots(
  facts: FreeTimeFacts,
  window: Interval,
  { limit, nowMs }: { readonly limit: number; readonly nowMs: number },
): readonly OpenSlot[] {
  const sessions = facts.sessions.toSorted((a, b) => a.startMs - b.startMs);
  const takenOf = createTakenTimes(facts.claims);
  const freeTimesOf = prepareFreeTimes(facts, takenOf);
  const slots: OpenSlot[] = [];
  for (const session of sessions) {
    const claims = takenOf(session.doctorId, session);
    const wish = { durationMin: session.slotMin, fromMs: window.startMs, limit, nowMs };
    for (const time of freeTimesOf([session], wish)) {
      const { doctorId, sessionId, startMs, endMs } = time;
      if (startMs >= window.endMs) continue;
      const places = session.capacity - peakLoad(claims, time);
      const id = derivedId(sessionId, String(startMs));
      const { serviceIds } = session;
      slots.push({ id, sessionId, doctorId, startMs, endMs, places, serviceIds });
    }
    if (slots.length > limit * 2) break;
  }
  return slots.toSorted(byStartAndDoctor).slice(0, limit);
}

/** Whatever order the sessions came in, the same slots are published alike. */
const byStartAndDoctor = (a: OpenSlot, b: OpenSlot): number =>
  a.startMs - b.startMs || (a.doctorId < b.doctorId ? -1 : 1);
