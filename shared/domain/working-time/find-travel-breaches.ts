import { TRAVEL_MAX_MIN } from '../../model/choices.ts';
import type { WorkBreach } from '../../model/work-breach.ts';
import { dayAt } from '../../time/day.ts';
import { overlaps } from '../../time/interval.ts';
import { createIntervalIndex } from '../../time/interval-index.ts';
import type { TravelMinutes } from './travel-minutes.ts';
import type { WorkTime, ZoneOf } from './work-time.ts';

const MINUTE_MS = 60_000;
const FARTHEST_MS = TRAVEL_MAX_MIN * MINUTE_MS;

/**
 * Working time that its doctor would have too little time to reach from another branch, or to go on
 * to one from. `others` is all other working time near it; what overlaps is not for this to say.
 */
export function findTravelBreaches(
  asked: readonly WorkTime[],
  others: readonly WorkTime[],
  minutesOf: TravelMinutes,
  zoneOf: ZoneOf,
): readonly WorkBreach[] {
  const byDoctor = Map.groupBy(others, ({ doctorId }) => doctorId);
  const indexes = new Map(
    [...byDoctor].map(([doctorId, work]) => {
      const index = createIntervalIndex<WorkTime>();
      for (const one of work) index.add(one);
      return [doctorId, index] as const;
    }),
  );
  const told = new Set<string>();
  return asked.flatMap((one) => {
    const around = { startMs: one.startMs - FARTHEST_MS, endMs: one.endMs + FARTHEST_MS };
    const near = indexes.get(one.doctorId)?.overlapping(around) ?? [];
    return near
      .toSorted((a, b) => a.startMs - b.startMs)
      .flatMap((other): WorkBreach[] => {
        const agreed = minutesOf(one.branchId, other.branchId);
        const found = minutesBetween(one, other);
        // Two that are asked for together are told of once.
        const key = [one.id, other.id].toSorted().join(' ');
        if (other.branchId === one.branchId || found === null || found >= agreed) return [];
        if (told.has(key)) return [];
        told.add(key);
        const { doctorId, branchId, startMs, endMs } = one;
        const day = dayAt(zoneOf(branchId), startMs);
        const place = { branchId: other.branchId, startMs: other.startMs, endMs: other.endMs };
        return [
          {
            kind: 'travel',
            effect: 'warn',
            doctorId,
            branchId,
            startMs,
            endMs,
            day,
            found,
            agreed,
            other: place,
          },
        ];
      });
  });
}

/** Whole minutes from the end of one to the start of the other; null where they overlap. */
function minutesBetween(one: WorkTime, other: WorkTime): number | null {
  if (overlaps(one, other)) return null;
  const gapMs = one.endMs <= other.startMs ? other.startMs - one.endMs : one.startMs - other.endMs;
  return Math.floor(gapMs / MINUTE_MS);
}
