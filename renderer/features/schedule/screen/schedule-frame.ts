import { useEffect } from 'react';
import { wallToDay } from '../../../../shared/time/day.ts';
import { useDesk } from '../../../intents/desk.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { ScheduleViewName } from '../../../state/event-view.ts';
import { useView } from '../../../state/view-store.ts';
import { LOCALE } from '../../../words/locale.ts';
import { createWallFormat } from '../grid/wall-format.ts';
import { timeOf, visibleDays, watchedDays } from './visible-days.ts';

export const FORMAT = createWallFormat({ locale: LOCALE, hour12: false });

/** What turns to another view, day or doctors; the same for good, so that no toolbar is redrawn. */
export const TURNING = {
  onView: (view: ScheduleViewName) => useView.setState({ view }),
  onGoTo: (wallMs: number) => useView.setState({ day: wallToDay(wallMs) }),
  onDoctorPage: (doctorPage: number) => useView.setState({ doctorPage }),
  onWeekDoctors: (weekDoctorIds: readonly string[]) => useView.setState({ weekDoctorIds }),
};

/** Asks for the days as soon as they are turned to, while React still draws them empty. */
export function useWatch({ zone }: BranchTime): void {
  const { client } = useDesk();
  useEffect(() => {
    const watch = (): void => {
      const { view, day } = useView.getState();
      if (day === null) return;
      client.watch(timeOf(zone, visibleDays(view, day)), timeOf(zone, watchedDays(view, day)));
    };
    watch();
    return useView.subscribe(({ view, day }, before) => {
      if (view !== before.view || day !== before.day) watch();
    });
  }, [client, zone]);
}
