import type { Interval } from '../../time/interval.ts';
import { sortIntervals } from '../../time/sorted-intervals.ts';

/** What of a doctor's shares time with an interval, by its start. */
export type TakenTimes<C extends Interval> = (doctorId: string, time: Interval) => readonly C[];

/** Claims of many doctors, to be asked for those near a time. */
export function createTakenTimes<C extends Interval & { readonly doctorId: string }>(
  claims: readonly C[],
): TakenTimes<C> {
  const byDoctor = new Map(
    [...Map.groupBy(claims, ({ doctorId }) => doctorId)].map(([doctorId, theirs]) => [
      doctorId,
      sortIntervals(theirs),
    ]),
  );
  return (doctorId, time) => byDoctor.get(doctorId)?.(time) ?? [];
}
