import type { Closure, TimeOff } from '../../model/time-off.ts';
import type { DayRange } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';

/** When nobody can be booked with a doctor at a branch, whatever the working time. */
export interface DaysOff {
  readonly closures: readonly Pick<Closure, 'day' | 'name'>[];
  readonly timesOff: readonly Pick<TimeOff, 'startMs' | 'endMs' | 'kind' | 'reason'>[];
}

export async function loadDaysOff(
  { kysely }: ReadDb,
  organisationId: string,
  at: { readonly branchId: string; readonly doctorId: string },
  { firstDay, lastDay, startMs, endMs }: DayRange & Interval,
): Promise<DaysOff> {
  const closures = await kysely
    .selectFrom('closure')
    .select(['day', 'name'])
    .where('organisationId', '=', organisationId)
    .where('branchId', '=', at.branchId)
    .where('deleted', '=', false)
    .where('day', '>=', firstDay)
    .where('day', '<=', lastDay)
    .execute();
  const timesOff = await kysely
    .selectFrom('timeOff')
    .select(['startMs', 'endMs', 'kind', 'reason'])
    .where('organisationId', '=', organisationId)
    .where('doctorId', '=', at.doctorId)
    .where('deleted', '=', false)
    .where('startMs', '<', endMs)
    .where('endMs', '>', startMs)
    .orderBy('startMs')
    .execute();
  return { closures, timesOff };
}
