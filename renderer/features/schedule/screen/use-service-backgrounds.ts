import { useMemo } from 'react';
import type { Service } from '../../../../shared/model/service.ts';
import { overlaps } from '../../../../shared/time/interval.ts';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import { useRows } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { BackgroundView } from '../../../state/event-view.ts';
import { type Days, timeOf } from './visible-days.ts';

/** Behind the cards, the working time that is for some services alone, in the colour of an only one. */
export function useServiceBackgrounds(
  { branch, zone }: BranchTime,
  days: Days,
): readonly BackgroundView[] {
  const sessions = useRows('sessions');
  const services = useRows('services');
  return useMemo(() => {
    const shown = timeOf(zone, days);
    const toWall = (instantMs: number): Date => new Date(instantToWall(zone, instantMs));
    return [...sessions.values()]
      .filter((one) => one.branchId === branch.id && !one.deleted && one.serviceIds.length > 0)
      .filter((one) => overlaps(one, shown))
      .map(({ id, doctorId, startMs, endMs, serviceIds, tags }): BackgroundView => {
        const named = serviceIds.flatMap((serviceId) => services.get(serviceId) ?? []);
        return {
          ...{ id: `service-${id}`, kind: 'service', doctorId },
          title: named.map(({ name }) => name).join(', '),
          ...lookOf(named),
          ...(tags.length > 0 ? { below: true } : {}),
          start: toWall(startMs),
          end: toWall(endMs),
        };
      });
  }, [sessions, services, branch, zone, days]);
}

/** As the only one of them; of several nothing that is one's own. */
function lookOf(named: readonly Service[]): Pick<BackgroundView, 'hue' | 'icon'> {
  const [only] = named;
  if (named.length !== 1 || !only) return { hue: 'grey' };
  return { hue: only.hue, ...(only.icon === null ? {} : { icon: only.icon }) };
}
