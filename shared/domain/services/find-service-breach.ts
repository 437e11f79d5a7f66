import type { RuleBreach } from '../../model/rule.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { isForService } from './for-service.ts';

/** Working time that is for some services alone, with what those are called. */
export interface ServiceSession extends Interval {
  readonly id: string;
  readonly serviceIds: readonly string[];
  readonly serviceNames: readonly string[];
}

/**
 * The working time that is not for the service that is wanted in it, as a rule that is broken: a
 * manager may go over it with a reason. Null if it is for it.
 */
export function findServiceBreach(
  sessions: readonly ServiceSession[],
  wish: Interval & { readonly serviceId: string },
): RuleBreach | null {
  const unfit = sessions.find(
    (session) => overlaps(session, wish) && !isForService(session, wish.serviceId),
  );
  if (!unfit) return null;
  const services = unfit.serviceNames.toSorted();
  const demand = { kind: 'services' as const, services };
  return { ruleId: unfit.id, name: services.join(', '), demand, effect: 'manager', found: null };
}
