import type { ReportBranch } from '../../model/report.ts';
import { type DayRange, dayEndMs, dayStartMs } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { Store } from '../store/open-store.ts';
import type { ClosedTime } from './count-capacity.ts';

/** The days of a range on which branches are closed, as the time they last by their clocks. */
export async function loadClosedTimes(
  store: Store,
  organisationId: string,
  branches: readonly Pick<ReportBranch, 'id' | 'timeZone'>[],
  { firstDay, lastDay }: DayRange,
): Promise<readonly ClosedTime[]> {
  const zones = new Map(branches.map((one) => [one.id, knownTimeZone(one.timeZone)]));
  const closed = await store.read((db) =>
    db.kysely
      .selectFrom('closure')
      .select(['branchId', 'day'])
      .where('organisationId', '=', organisationId)
      .where('deleted', '=', false)
      .where('day', '>=', firstDay)
      .where('day', '<=', lastDay)
      .execute(),
  );
  return closed.flatMap(({ branchId, day }): ClosedTime[] => {
    const zone = zones.get(branchId);
    return zone ? [{ branchId, startMs: dayStartMs(zone, day), endMs: dayEndMs(zone, day) }] : [];
  });
}
