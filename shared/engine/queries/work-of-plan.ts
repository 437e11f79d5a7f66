import type { AskedWork } from './find-work-breaches.ts';
import type { Plan } from './plan-series-change.ts';
import type { SharingPlan } from './plan-sharing.ts';

/** A plan as what is to become of working time: those that are there, and those that come to be. */
export function workOfPlan({ pairs, wanted, puts }: Plan): AskedWork {
  const paired = new Set(pairs.flatMap(({ after }) => after?.id ?? []));
  const fresh = wanted.filter(({ id }) => !paired.has(id));
  return {
    changes: [...pairs, ...fresh.map((after) => ({ before: null, after }))],
    makesSeries: puts.some(({ kind, before }) => kind === 'series' && before === null),
  };
}

/** The same with what another doctor is given, who is to share it. */
export function workOfSharing(plan: Plan, { made, puts }: SharingPlan): AskedWork {
  const own = workOfPlan(plan);
  return {
    changes: [...own.changes, ...made.map((after) => ({ before: null, after }))],
    makesSeries: own.makesSeries || puts.some(({ kind }) => kind === 'series'),
  };
}
