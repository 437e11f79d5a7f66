import { type DayKey, dayAt } from '../../../shared/time/day.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import { useView } from '../../state/view-store.ts';

/** The doctor whose working time was looked at in the schedule, else the first there is. */
export function useShownDoctor(): string | null {
  const [first] = useDoctorsHere(null);
  return useView((view) => view.rightsDoctorId) ?? first?.id ?? null;
}

/** The day that the schedule shows, else today. */
export function useShownDay({ zone }: BranchTime): DayKey {
  return useView((view) => view.day) ?? dayAt(zone, Date.now());
}
