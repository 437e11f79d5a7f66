import { derivedId } from '../../core/ids.ts';
import { isElsewhere } from '../../domain/schedule/alter-session.ts';
import { sameBreaks } from '../../domain/schedule/work-stretches.ts';
import { sameServices } from '../../domain/services/for-service.ts';
import type { ManySessionsChange } from '../../model/many-sessions.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadReseated, passingOf, type Reseated } from './load-reseated.ts';
import type { ManyPlan } from './plan-many-sessions.ts';
import type { SessionPair } from './plan-series-change.ts';

/** As many appointments as are looked at for a new seat; who changes more does it in parts. */
export const SEATED_MAX = 20_000;

export interface ManyReseated {
  /** At most one more than are looked at. */
  readonly reseated: readonly Reseated[];
  /** Of what changes and whom it hits: another as soon as either is another. */
  readonly digest: string;
}

/** Who is booked in sessions that get another time or another name; in all others they stay. */
export async function loadManyReseated(
  db: ReadDb,
  organisationId: string,
  change: ManySessionsChange,
  { pairs }: ManyPlan,
  nowMs: number,
): Promise<ManyReseated> {
  const moving = pairs.filter(needsSeats);
  const reseated =
    moving.length === 0
      ? []
      : await loadReseated(db, organisationId, moving, { limit: SEATED_MAX + 1, nowMs });
  const sessions = pairs.map(
    ({ before: { id, startMs, endMs, slotMin, capacity, tags, serviceIds, breaks, roomId } }) =>
      [
        ...[id, startMs, endMs, slotMin, capacity, roomId, ...tags, ...serviceIds],
        ...breaks.map((one) => `${one.startMs}-${one.endMs} ${one.name}`),
      ].join(),
  );
  const hit = reseated
    .filter(({ seat }) => seat.kind !== 'stays')
    .map(({ appointment: { id, startMs, endMs }, seat }) =>
      [id, startMs, endMs, ...passingOf([{ seat }])].join(),
    );
  const digest = derivedId(
    organisationId,
    JSON.stringify([change.choice, change.to, change.requestOverlap, sessions.toSorted(), hit]),
  );
  return { reseated, digest };
}

const needsSeats = ({ before, after }: SessionPair): boolean =>
  after === null ||
  after.id !== before.id ||
  isElsewhere(before, after) ||
  after.startMs !== before.startMs ||
  after.endMs !== before.endMs ||
  !sameServices(before, after) ||
  !sameBreaks(before, after);
