import { type DayKey, dayAt } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import type { TimeZone } from '../../time/time-zone.ts';

const MINUTE_MS = 60_000;
/** As many plans of a day as are told: who wants another day is not shown one day alone. */
const OF_DAY_MAX = 2;

export interface PlanPart<T extends Interval> {
  /** Times that are free for it. */
  readonly times: readonly T[];
  /** Minutes between the end of the visit before it and its start; the first one has none before. */
  readonly minGapMin: number;
  readonly maxGapMin: number;
}

/**
 * Visits of one day, one after the other, each within its gap after the one before: for each first
 * time the plan that is over soonest, the earliest first. They are tried as they are asked for.
 */
export function* findPlans<T extends Interval>(
  parts: readonly PlanPart<T>[],
  zone: TimeZone,
): Generator<readonly T[]> {
  const dated = parts.map((part) => ({ ...part, byDay: byDay(part.times, zone) }));
  for (const day of [...(dated[0]?.byDay.keys() ?? [])].toSorted()) {
    yield* waysThrough(dated.map((part) => ({ ...part, times: part.byDay.get(day) ?? [] })));
  }
}

/**
 * The first plans that stand up to being looked at, not too many of a day; of each day some are
 * tried, so that one on which nothing stands takes nothing from those after it.
 */
export async function choosePlans<T extends Interval>(
  plans: Iterable<readonly T[]>,
  zone: TimeZone,
  { limit, triesOfDay }: { readonly limit: number; readonly triesOfDay: number },
  stands: (plan: readonly T[]) => Promise<boolean>,
): Promise<readonly (readonly T[])[]> {
  const chosen: (readonly T[])[] = [];
  const ofDay = new Map<DayKey, number>();
  const triedOf = new Map<DayKey, number>();
  for (const plan of plans) {
    if (chosen.length >= limit) break;
    const day = dayAt(zone, plan[0]?.startMs ?? 0);
    const count = ofDay.get(day) ?? 0;
    const tried = triedOf.get(day) ?? 0;
    if (count >= OF_DAY_MAX || tried >= triesOfDay) continue;
    triedOf.set(day, tried + 1);
    if (!(await stands(plan))) continue;
    chosen.push(plan);
    ofDay.set(day, count + 1);
  }
  return chosen;
}

/**
 * Of each time of the first part the way through all of them that ends first, in the order of its
 * times; found from the last part on, so that each pair of times is looked at once.
 */
function waysThrough<T extends Interval>(parts: readonly PlanPart<T>[]): readonly (readonly T[])[] {
  let ways: readonly (readonly T[])[] = [[]];
  for (const [i, part] of [...parts.entries()].toReversed()) {
    const next = parts[i + 1];
    const later = ways;
    ways = part.times.flatMap((time) => {
      const rest = next ? soonest(time, next, later) : [];
      return rest ? [[time, ...rest]] : [];
    });
  }
  return ways;
}

function soonest<T extends Interval>(
  { endMs }: T,
  { minGapMin, maxGapMin }: PlanPart<T>,
  ways: readonly (readonly T[])[],
): readonly T[] | null {
  let best: readonly T[] | null = null;
  for (const way of ways) {
    const gapMs = (way[0]?.startMs ?? 0) - endMs;
    if (gapMs < minGapMin * MINUTE_MS) continue;
    if (gapMs > maxGapMin * MINUTE_MS) break;
    if (best === null || endOf(way) < endOf(best)) best = way;
  }
  return best;
}

const endOf = (plan: readonly Interval[]): number => plan.at(-1)?.endMs ?? 0;

/** Earliest first. */
function byDay<T extends Interval>(
  times: readonly T[],
  zone: TimeZone,
): ReadonlyMap<DayKey, readonly T[]> {
  const sorted = times.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  return Map.groupBy(sorted, ({ startMs }) => dayAt(zone, startMs));
}
