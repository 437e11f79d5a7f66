import type { Session } from '../../model/session.ts';
import { createIntervalIndex } from '../../time/interval-index.ts';

type Place = Pick<Session, 'id' | 'branchId' | 'doctorId' | 'startMs' | 'endMs'>;

/** A session that is to be, and whether all in its way stand at other branches. */
export interface Overlap {
  readonly session: Session;
  readonly isElsewhere: boolean;
}

/** Which of the wanted sessions overlap another of their doctor: one that stays, or one wanted too. */
export function findOverlaps(
  wanted: readonly Session[],
  staying: readonly Place[],
): readonly Overlap[] {
  const byDoctor = Map.groupBy<string, Place>([...wanted, ...staying], ({ doctorId }) => doctorId);
  const indexes = new Map(
    [...byDoctor].map(([doctorId, places]) => {
      const index = createIntervalIndex<Place>();
      for (const place of places) index.add(place);
      return [doctorId, index] as const;
    }),
  );
  return wanted.flatMap((session) => {
    const near = indexes.get(session.doctorId)?.overlapping(session) ?? [];
    const others = near.filter((other) => other !== session);
    if (others.length === 0) return [];
    return { session, isElsewhere: others.every(({ branchId }) => branchId !== session.branchId) };
  });
}
