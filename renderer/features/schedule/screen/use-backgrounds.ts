import { useMemo } from 'react';
import { type DayKey, daysOf, instantOfDay } from '../../../../shared/time/day.ts';
import { type Interval, intersect, overlaps, subtract } from '../../../../shared/time/interval.ts';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import { useRows } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { BackgroundView, DoctorColumn } from '../../../state/event-view.ts';
import { type VisibleHours, wholeHours } from '../grid/visible-hours.ts';
import { words } from '../schedule-words.ts';

/** Hours without a session, breaks, days off, and closed days, behind the cards of the days in view. */
export function useBackgrounds(
  { branch, zone }: BranchTime,
  days: { readonly firstDay: DayKey; readonly lastDay: DayKey },
  doctors: readonly DoctorColumn[],
  shownHours: VisibleHours,
): readonly BackgroundView[] {
  const sessions = useRows('sessions');
  const timeOff = useRows('timeOff');
  const closures = useRows('closures');
  // How full their days are changes nothing here.
  const doctorIds = doctors.map(({ id }) => id).join();
  return useMemo(() => {
    const toWall = (instantMs: number): Date => new Date(instantToWall(zone, instantMs));
    const here = [...sessions.values()].filter((s) => s.branchId === branch.id && !s.deleted);
    const sessionsByDoctor = Map.groupBy(here, (session) => session.doctorId);
    const offByDoctor = Map.groupBy(
      [...timeOff.values()].filter((off) => !off.deleted),
      (off) => off.doctorId,
    );
    const closedOn = new Map(
      [...closures.values()]
        .filter((closure) => closure.branchId === branch.id && !closure.deleted)
        .map((closure) => [closure.day, closure.name]),
    );
    const hours = wholeHours(shownHours);
    const ids = doctorIds === '' ? [] : doctorIds.split(',');
    return daysOf(days).flatMap((day) => {
      const shown: Interval = {
        startMs: instantOfDay(zone, day, hours.openMinute),
        endMs: instantOfDay(zone, day, hours.closeMinute),
      };
      const view =
        (doctorId: string, kind: BackgroundView['kind'], title: string) =>
        (part: Interval): BackgroundView => ({
          id: `${kind}-${doctorId}-${part.startMs}`,
          kind,
          doctorId,
          title,
          start: toWall(part.startMs),
          end: toWall(part.endMs),
        });
      return ids.flatMap((id) => {
        const closed = closedOn.get(day);
        if (closed !== undefined) return [view(id, 'closure', closed)(shown)];
        const work = (sessionsByDoctor.get(id) ?? []).filter((session) => overlaps(session, shown));
        const absences = (offByDoctor.get(id) ?? []).filter((off) => overlaps(off, shown));
        const away = absences.flatMap((off) => {
          const part = intersect(off, shown);
          return part ? [view(id, 'time-off', off.reason || words.timeOff)(part)] : [];
        });
        const breaks = work.flatMap((session) =>
          session.breaks.flatMap((one) =>
            subtract(overlaps(one, shown) ? [one] : [], absences).map(view(id, 'break', one.name)),
          ),
        );
        const off = subtract([shown], [...work, ...absences]).map(view(id, 'off', ''));
        return [...off, ...breaks, ...away];
      });
    });
  }, [sessions, timeOff, closures, branch, zone, days, doctorIds, shownHours]);
}
