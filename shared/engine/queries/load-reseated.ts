import { type NewSeat, seatAnew, wouldPass } from '../../domain/schedule/seat-anew.ts';
import type { ReadDb } from '../store/handles.ts';
import { findPassing } from './find-passing.ts';
import { loadSeated, type Seated } from './load-seated.ts';
import type { SessionPair } from './plan-series-change.ts';

/** Who is booked in a session that changes, and where they stand afterwards. */
export interface Reseated extends Pick<Seated, 'appointment'> {
  readonly pair: SessionPair;
  readonly seat: NewSeat;
}

/**
 * At most `limit` of them, the earliest first. Who is with either of two doctors passes to the other
 * one, as far as that one's time stays as it is, before anybody loses a time.
 */
export async function loadReseated(
  db: ReadDb,
  organisationId: string,
  pairs: readonly SessionPair[],
  { limit, nowMs }: { readonly limit: number; readonly nowMs: number },
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
  return withTheirVisits(await withTheirSharers(db, organisationId, all, { pairs, nowMs }));
}

/** To whom each passes, of those who do. */
export const passingOf = (all: readonly Pick<Reseated, 'seat'>[]): readonly string[] =>
  all.flatMap(({ seat }) => (seat.kind === 'passes' ? [seat.doctorId] : []));

async function withTheirSharers(
  db: ReadDb,
  organisationId: string,
  all: readonly Reseated[],
  { pairs, nowMs }: { readonly pairs: readonly SessionPair[]; readonly nowMs: number },
): Promise<readonly Reseated[]> {
  const wishing = all
    .filter(({ seat, appointment }) => wouldPass(seat, appointment))
    .map(({ appointment }) => appointment);
  const going = pairs.map(({ before }) => before);
  const passing = await findPassing(db, organisationId, wishing, { nowMs, going });
  return all.map((one) => {
    const doctorId = passing.get(one.appointment.id);
    return doctorId === undefined ? one : { ...one, seat: { kind: 'passes', doctorId } };
  });
}

/** How many cannot go along with what changes, and how many of them still have their time in it. */
export function countStuck(all: readonly Reseated[]): { fallsOut: number; unfit: number } {
  const unfit = all.filter(({ seat }) => seat.kind === 'unfit').length;
  const fallsOut = all.filter(({ seat }) => seat.kind === 'falls-out').length + unfit;
  return { fallsOut, unfit };
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
