import { type NewSeat, seatAnew } from '../../domain/schedule/seat-anew.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadSeated, type Seated } from './load-seated.ts';
import type { SessionPair } from './plan-series-change.ts';

/** Who is booked in a session that changes, and where they stand afterwards. */
export interface Reseated extends Pick<Seated, 'appointment'> {
  readonly pair: SessionPair;
  readonly seat: NewSeat;
}

/** At most `limit` of them, the earliest first. */
export async function loadReseated(
  db: ReadDb,
  organisationId: string,
  pairs: readonly SessionPair[],
  limit: number,
): Promise<readonly Reseated[]> {
  const pairById = new Map(pairs.map((pair) => [pair.before.id, pair]));
  const sessions = pairs.map(({ before }) => before);
  const seated = await loadSeated(db, organisationId, sessions, limit);
  const all = seated.flatMap(({ appointment, sessionId }) => {
    const pair = pairById.get(sessionId);
    if (!pair) return [];
    return {
      appointment,
      pair,
      seat: seatAnew(appointment, pair.before, pair.after, pair.besides),
    };
  });
  return withTheirVisits(all);
}

/**
 * Who assists in another's visit does not go with their own working time but where the visit goes:
 * they fall out of it, unless the visit goes to the same time in this change.
 */
function withTheirVisits(all: readonly Reseated[]): readonly Reseated[] {
  const seatOf = new Map(all.map(({ appointment, seat }) => [appointment.id, seat]));
  return all.map((one) => {
    const { assistsId, branchId } = one.appointment;
    if (assistsId === null || one.seat.kind !== 'shifts') return one;
    const { to, session } = one.seat;
    const visit = seatOf.get(assistsId);
    const goesAlong =
      visit?.kind === 'shifts' &&
      visit.session.branchId === session.branchId &&
      session.doctorId === one.appointment.doctorId &&
      session.branchId === branchId &&
      visit.to.startMs === to.startMs &&
      visit.to.endMs === to.endMs;
    return goesAlong ? one : { ...one, seat: { kind: 'falls-out' } };
  });
}
