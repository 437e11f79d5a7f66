import type { DelegatedPiece } from '../../model/delegation.ts';
import type { Session } from '../../model/session.ts';
import { type Interval, intersect, subtract } from '../../time/interval.ts';
import { breaksWithin } from './work-stretches.ts';

/** A session of which a part is taken out: what stays of it, and that part. */
export interface CutSession<S extends Session> {
  readonly before: S;
  /** Goes on under the same id; null when nothing of it stays. */
  readonly after: Session | null;
  /** What stays behind the part that is taken out, under an id of its own. */
  readonly besides: readonly Session[];
  readonly piece: DelegatedPiece;
}

/** `idOf` names what comes to be by the instant at which it begins. */
type IdOf = (startMs: number) => string;

/** Takes a span out of sessions; those that have no part in it are left out. */
export function cutSessions<S extends Session>(
  sessions: readonly S[],
  span: Interval,
  idOf: IdOf,
): readonly CutSession<S>[] {
  return sessions.flatMap((before): CutSession<S>[] => {
    const part = intersect(before, span);
    if (part === null) return [];
    const [first, second] = subtract([before], [part]).map((left) => within(before, left));
    const besides = second ? [{ ...second, id: idOf(second.startMs), seriesId: null }] : [];
    return [{ before, after: first ?? null, besides, piece: pieceOf(within(before, part)) }];
  });
}

/** A session as far as it lies in a stretch. */
const within = (session: Session, { startMs, endMs }: Interval): Session => ({
  ...bareSession(session),
  ...{ startMs, endMs, breaks: [...breaksWithin(session.breaks, { startMs, endMs })] },
});

/** Without what else a stored one has. */
const bareSession = (one: Session): Session => ({
  ...{ id: one.id, branchId: one.branchId, doctorId: one.doctorId, seriesId: one.seriesId },
  ...{ startMs: one.startMs, endMs: one.endMs, slotMin: one.slotMin, capacity: one.capacity },
  ...{
    tags: one.tags,
    serviceIds: one.serviceIds,
    breaks: one.breaks,
    roomId: one.roomId,
    sharedWith: one.sharedWith,
    homeReplica: one.homeReplica,
    deleted: one.deleted,
  },
});

const pieceOf = (one: Session): DelegatedPiece => ({
  ...{ startMs: one.startMs, endMs: one.endMs, slotMin: one.slotMin, capacity: one.capacity },
  ...{ tags: one.tags, breaks: one.breaks, roomId: one.roomId, serviceIds: one.serviceIds },
});

/**
 * The sessions that pieces become for whoever is to have them, where that doctor has none at the
 * branch already.
 */
export function layPieces(
  pieces: readonly DelegatedPiece[],
  there: readonly Interval[],
  whose: Pick<Session, 'branchId' | 'doctorId' | 'homeReplica'>,
  idOf: IdOf,
): readonly Session[] {
  return pieces.flatMap((piece) =>
    subtract([piece], there).map((gap): Session => {
      const { slotMin, capacity, tags, serviceIds = [], breaks, roomId } = piece;
      return {
        ...{ id: idOf(gap.startMs), ...whose, seriesId: null, ...gap, slotMin, capacity },
        ...{ tags, serviceIds },
        ...{ breaks: [...breaksWithin(breaks, gap)], roomId, sharedWith: null, deleted: false },
      };
    }),
  );
}
