import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type {
  HeardBranch,
  WorkAcceptance,
  WorkBreach,
  WorkBreaches,
} from '../../model/work-breach.ts';

/** As many as are named one by one; the rest is counted. */
const NAMED_MAX = 20;
const SEVERITY = ['warn', 'reason', 'refuse'] as const;

/** All that was found, as a person is told it; null if nothing was. */
export function summariseBreaches(
  breaches: readonly WorkBreach[],
  heard: readonly HeardBranch[],
): WorkBreaches | null {
  if (breaches.length === 0) return null;
  const byKind = Map.groupBy(breaches, ({ kind }) => kind);
  const kinds = [...byKind].map(([kind, those]) => ({ kind, effect: severestOf(those) }));
  return { count: breaches.length, first: breaches.slice(0, NAMED_MAX), kinds, heard };
}

const severestOf = (breaches: readonly WorkBreach[]): WorkBreach['effect'] =>
  SEVERITY.findLast((effect) => breaches.some((breach) => breach.effect === effect)) ?? 'warn';

/**
 * Whether working time may be as it is asked for although it goes against what was agreed: a person
 * was shown every kind of that, and gave a reason where one is asked for.
 */
export function decideWork(
  found: WorkBreaches | null,
  accepted: WorkAcceptance | undefined,
): Result<null, Refusal> {
  const isAccepted = ({ kind, effect }: WorkBreaches['kinds'][number]): boolean =>
    effect !== 'refuse' &&
    accepted !== undefined &&
    accepted.kinds.includes(kind) &&
    (effect === 'warn' || accepted.reason !== null);
  return found === null || found.kinds.every(isAccepted)
    ? ok(null)
    : err({ kind: 'against-agreement', found });
}
