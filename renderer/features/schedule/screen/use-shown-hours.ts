import { useMemo } from 'react';
import { dayToWall } from '../../../../shared/time/day.ts';
import { overlaps } from '../../../../shared/time/interval.ts';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import { useRows } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { EventView } from '../../../state/event-view.ts';
import { hoursAround, type VisibleHours } from '../grid/visible-hours.ts';
import { DAY_MS } from '../grid/wall-arithmetic.ts';
import { type Days, timeOf } from './visible-days.ts';

/** When the branch is open, and as much around it as anybody works or is booked on the days in view. */
export function useShownHours(
  { branch, zone }: BranchTime,
  days: Days,
  events: readonly EventView[],
): VisibleHours {
  const sessions = useRows('sessions');
  // Of all that is loaded; a card that comes or goes is not to wait for it.
  const work = useMemo(() => {
    const shown = timeOf(zone, days);
    return [...sessions.values()]
      .filter((one) => one.branchId === branch.id && !one.deleted && overlaps(one, shown))
      .map(({ startMs, endMs }) => ({
        startMs: instantToWall(zone, startMs),
        endMs: instantToWall(zone, endMs),
      }));
  }, [sessions, branch, zone, days]);
  const around = useMemo(() => {
    const visits = events
      .filter(({ kind, displaced }) => kind === 'appointment' && !displaced)
      .map(({ start, end }) => ({ startMs: +start, endMs: +end }));
    const within = { startMs: dayToWall(days.firstDay), endMs: dayToWall(days.lastDay) + DAY_MS };
    const open = { openMinute: branch.opensMin, closeMinute: branch.closesMin };
    return hoursAround(open, [...work, ...visits], within);
  }, [work, events, branch, days]);
  const { openMinute, closeMinute } = around;
  // The same hours until others are needed: every column is drawn by them.
  return useMemo(() => ({ openMinute, closeMinute }), [openMinute, closeMinute]);
}
