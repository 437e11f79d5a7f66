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
  return seated.flatMap(({ appointment, sessionId }) => {
    const pair = pairById.get(sessionId);
    if (!pair) return [];
    return {
      appointment,
      pair,
      seat: seatAnew(appointment, pair.before, pair.after, pair.besides),
    };
  });
}
