import type { Advice, AdviceService } from '../../model/advice.ts';
import { spreadMedian } from '../reports/spread-median.ts';

type Length = Extract<Advice, { readonly kind: 'length' }>;

/** So many visits say how long they take; and it is worth a change from so many minutes on. */
const VISITS_MIN = 30;
const OFF_FROM_MIN = 5;
/** Durations are said in steps of this. */
const STEP_MIN = 5;

/** Services whose visits take another time than is planned for them. */
export function findLengths(services: readonly AdviceService[]): readonly Length[] {
  return services
    .flatMap((service) => lengthOf(service) ?? [])
    .toSorted((a, b) => gainOf(b) - gainOf(a));
}

const gainOf = ({ offByMin, offByThenMin, visits }: Length): number =>
  (offByMin - offByThenMin) * visits;

function lengthOf({ serviceId, plannedMin, tookMin }: AdviceService): Length | null {
  const visits = tookMin.reduce((sum, { count }) => sum + count, 0);
  const median = spreadMedian(tookMin);
  if (visits < VISITS_MIN || median === null) return null;
  const adviseMin = Math.max(STEP_MIN, Math.round(median / STEP_MIN) * STEP_MIN);
  const offBy = (minutes: number): number =>
    tookMin.reduce((sum, { at, count }) => sum + Math.abs(at - minutes) * count, 0) / visits;
  if (Math.abs(median - plannedMin) < OFF_FROM_MIN || adviseMin === plannedMin) return null;
  return {
    ...{ kind: 'length', serviceId, plannedMin, adviseMin, visits },
    ...{ offByMin: offBy(plannedMin), offByThenMin: offBy(adviseMin) },
  };
}
