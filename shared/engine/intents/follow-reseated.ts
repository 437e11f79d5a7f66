import type { Appointment } from '../../model/appointment.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { openOwnConflicts } from '../derive/open-own-conflicts.ts';
import { loadFollowers } from '../queries/find-followers.ts';
import type { WriteTx } from '../store/handles.ts';
import { askAssistant } from './ask-assistant.ts';

/** Why they wait for room in the quota of their doctor. */
const CAME_ALONG = 'Moved with the visit';
const HAS_IT_NOW = 'The visit is theirs now';

/**
 * Has those who assist in visits that working time took along go there too. Who cannot then stands
 * without a time, and the visit goes on without them or with another; who has the visit itself now
 * has nothing left to assist in.
 */
export async function followReseated(tx: WriteTx, moved: readonly Appointment[]): Promise<void> {
  const changed: Appointment[] = [];
  for (const { visit, assistants } of await loadFollowers(tx, tx.book.organisationId, moved)) {
    for (const one of assistants) {
      const after = await placeOf(tx, one, visit);
      tx.put('appointment', after, one);
      changed.push(after);
    }
  }
  if (changed.length === 0) return;
  await tx.flush();
  const { changes } = await deriveClaims(tx, changed);
  await openOwnConflicts(tx, changes);
}

async function placeOf(tx: WriteTx, one: Appointment, visit: Appointment): Promise<Appointment> {
  if (one.doctorId === visit.doctorId) {
    return { ...one, status: 'cancelled', cancelReason: HAS_IT_NOW, cancelledBy: 'practice' };
  }
  const { branchId, startMs, endMs } = visit;
  const given = await askAssistant(
    tx,
    { ...one, branchId, startMs, endMs },
    {
      withoutSession: one.sessionId === null && !one.unseated,
      overQuotaReason: one.overQuotaReason ?? CAME_ALONG,
    },
  );
  if (given.ok) return { ...given.value, moves: one.moves + 1 };
  return { ...one, unseated: true, sessionId: null, withRight: false };
}
