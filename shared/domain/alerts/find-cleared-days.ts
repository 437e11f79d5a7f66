import type { Session } from '../../model/session.ts';
import { dayAt } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import type { TimeZone } from '../../time/time-zone.ts';

type Place = Pick<Session, 'branchId' | 'startMs' | 'endMs'>;

export interface ClearedDay {
  readonly branchId: string;
  readonly day: string;
}

/**
 * The days at each branch on which a doctor had working time and has none any more: every session
 * of the day that is left lies in an absence, or is gone. `had` are the sessions of before the act,
 * `left` those of after it.
 */
export function findClearedDays(
  had: readonly Place[],
  left: readonly Place[],
  absences: readonly Interval[],
  zoneOf: (branchId: string) => TimeZone,
): readonly ClearedDay[] {
  const dayOf = ({ branchId, startMs }: Place): string => dayAt(zoneOf(branchId), startMs);
  const keyOf = (place: Place): string => `${place.branchId} ${dayOf(place)}`;
  const stays = new Set(left.filter((one) => !isCovered(one, absences)).map(keyOf));
  const days = new Map<string, ClearedDay>();
  for (const one of had) {
    if (!stays.has(keyOf(one))) days.set(keyOf(one), { branchId: one.branchId, day: dayOf(one) });
  }
  return [...days.values()];
}

/** Whether absences that may touch or overlap leave nothing of it. */
function isCovered({ startMs, endMs }: Interval, absences: readonly Interval[]): boolean {
  let reachedMs = startMs;
  for (const one of absences.toSorted((a, b) => a.startMs - b.startMs)) {
    if (one.startMs <= reachedMs) reachedMs = Math.max(reachedMs, one.endMs);
  }
  return reachedMs >= endMs;
}
