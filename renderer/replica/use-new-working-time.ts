import { useMemo } from 'react';
import { dayAt, instantOfDay } from '../../shared/time/day.ts';
import { openNewSession, useView } from '../state/view-store.ts';
import { useBranch } from './use-branch.ts';
import { useDoctorsHere } from './use-doctors-here.ts';

/** A morning, to begin with. */
const [FROM_MIN, UNTIL_MIN] = [9 * 60, 13 * 60];

/**
 * Opens the form for new working time beside the schedule, on the day that is shown there, for a doctor
 * or the first there is; null while the branch has no doctor.
 */
export function useNewWorkingTime(): ((doctorId?: string) => void) | null {
  const place = useBranch();
  const [first] = useDoctorsHere(place?.branch.id ?? '');
  const shown = useView((view) => view.day);
  return useMemo(() => {
    if (!place || !first) return null;
    return (doctorId = first.id) => {
      const { zone } = place;
      const day = shown ?? dayAt(zone, Date.now());
      const at = (minute: number): number => instantOfDay(zone, day, minute);
      openNewSession({ doctorId, startMs: at(FROM_MIN), endMs: at(UNTIL_MIN) });
      location.hash = '/schedule';
    };
  }, [place, first, shown]);
}
