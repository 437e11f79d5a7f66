import type { RuleBreach } from '../../model/rule.ts';
import type { Service } from '../../model/service.ts';
import type { RuledAct, RuledVisit } from './find-breaches.ts';

/** A service that wants time free before or after it. */
export type BufferedService = Pick<Service, 'id' | 'name' | 'beforeMin' | 'afterMin'>;

const MINUTE_MS = 60_000;

/**
 * The visit of the doctor that comes nearer than one of the two services allows: between two visits
 * there is as much free time as the first wants after it or the second before it, whichever is
 * longer. It asks for a reason, as a rule of the clinic may. Null if there is enough everywhere.
 */
export function findBufferBreach(
  services: readonly BufferedService[],
  act: RuledAct,
  visits: readonly RuledVisit[],
): RuleBreach | null {
  const own = services.find(({ id }) => id === act.serviceId) ?? null;
  for (const visit of visits) {
    if (visit.id === act.appointmentId) continue;
    const other = services.find(({ id }) => id === visit.serviceId) ?? null;
    const isBefore = visit.startMs < act.startMs;
    const [first, second] = isBefore ? [other, own] : [own, other];
    const gapMs = isBefore ? act.startMs - visit.endMs : visit.startMs - act.endMs;
    const [after, before] = [first?.afterMin ?? 0, second?.beforeMin ?? 0];
    const minutes = Math.max(after, before);
    // What overlaps is refused, or explained, as such.
    if (gapMs < 0 || gapMs >= minutes * MINUTE_MS) continue;
    const wanting = after >= before ? first : second;
    if (!wanting) continue;
    return {
      ...{ ruleId: wanting.id, name: wanting.name, effect: 'reason' as const },
      ...{ demand: { kind: 'min-gap' as const, minutes }, found: Math.floor(gapMs / MINUTE_MS) },
    };
  }
  return null;
}
