import type { Refusal } from '../../model/refusal.ts';
import type { RuleBreach } from '../../model/rule.ts';
import type { Role } from '../../model/user.ts';
import { isManager } from '../access/is-manager.ts';

type OfVisit = Extract<Refusal, { kind: 'course-refused' }>['visits'][number];

/**
 * What is said of a course of which some visits were refused, in the order of time: each that cannot
 * be, with why. Where a word of the person is enough for all of them, they are asked for it once.
 */
export function gatherRefusals(refused: readonly OfVisit[], role: Role): Refusal {
  const final = refused.filter(({ refusal }) => !canBeAccepted(refusal, role));
  if (final.length > 0) {
    return { kind: 'course-refused', visits: final.toSorted((a, b) => a.startMs - b.startMs) };
  }
  const breaches = new Map<string, RuleBreach>();
  for (const { refusal } of refused) {
    if (refusal.kind !== 'against-rules') continue;
    for (const breach of refusal.breaches) breaches.set(breach.ruleId, breach);
  }
  if (breaches.size > 0) return { kind: 'against-rules', breaches: [...breaches.values()] };
  return refused[0]?.refusal ?? { kind: 'course-refused', visits: [] };
}

/** Whether this person can go on all the same, by saying why. */
export function canBeAccepted(refusal: Refusal, role: Role): boolean {
  if (refusal.kind === 'over-quota') return true;
  if (refusal.kind !== 'against-rules') return false;
  return refusal.breaches.every(
    ({ effect }) => effect !== 'refuse' && (effect !== 'manager' || isManager(role)),
  );
}
