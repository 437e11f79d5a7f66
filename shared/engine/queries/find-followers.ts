import { decideTime } from '../../domain/appointments/decide-time.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Following } from '../../wire/desk/answers.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadAssistants } from './load-assistants.ts';
import type { Reseated } from './load-reseated.ts';
import { loadTimeFacts } from './load-time-facts.ts';

/** So many are looked at by themselves; a change that moves more visits of several doctors is rare. */
const LOOKED_AT_MAX = 200;

/** A visit that working time takes along, and the doctors who assist in it. */
export interface Followers {
  readonly visit: Appointment;
  readonly assistants: Awaited<ReturnType<typeof loadAssistants>>;
}

/** Who assists in visits that are given another time, but for those who go there by themselves. */
export async function loadFollowers(
  db: ReadDb,
  organisationId: string,
  moved: readonly Appointment[],
): Promise<readonly Followers[]> {
  const ids = moved.map(({ id }) => id);
  const movedIds = new Set(ids);
  const assistants = await loadAssistants(db, organisationId, ids);
  const byVisit = Map.groupBy(
    assistants.filter(({ id }) => !movedIds.has(id)),
    ({ assistsId }) => assistsId,
  );
  return moved.flatMap((visit) => {
    const those = byVisit.get(visit.id);
    return those ? { visit, assistants: those } : [];
  });
}

/** How many of them could go along, and how many could not, as things stand before the change. */
export async function countFollowing(
  db: ReadDb,
  organisationId: string,
  reseated: readonly Reseated[],
  nowMs: number,
): Promise<Following> {
  const moved = reseated.flatMap(({ appointment, seat }): Appointment[] => {
    if (seat.kind !== 'shifts') return [];
    const { branchId, doctorId } = seat.session;
    return [{ ...appointment, ...seat.to, branchId, doctorId }];
  });
  let along = 0;
  let behind = 0;
  for (const { visit, assistants } of await loadFollowers(db, organisationId, moved)) {
    for (const one of assistants) {
      const isFree =
        along + behind < LOOKED_AT_MAX && (await isFreeThen(db, organisationId, one, visit, nowMs));
      if (isFree) along += 1;
      else behind += 1;
    }
  }
  return { along, behind };
}

async function isFreeThen(
  db: ReadDb,
  organisationId: string,
  one: Appointment,
  { branchId, doctorId, startMs, endMs }: Appointment,
  nowMs: number,
): Promise<boolean> {
  if (one.doctorId === doctorId) return false;
  const withoutSession = one.sessionId === null && !one.unseated;
  const wish = {
    ...{ branchId, doctorId: one.doctorId, startMs, endMs, appointmentId: one.id },
    ...{ holdId: null, overbook: false, withoutSession },
  };
  const facts = await loadTimeFacts(db, organisationId, wish);
  return facts !== null && decideTime(facts, wish, { nowMs, replica: '' }).ok;
}
