import { type DayKey, dayAt } from '../../../shared/time/day.ts';
import { useRows } from '../../replica/rows-store.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useView } from '../../state/view-store.ts';

/** The doctor whose working time was looked at in the schedule, else the first there is. */
export function useShownDoctor(): string | null {
  const [first] = [...useRows('doctors').keys()];
  return useView((view) => view.rightsDoctorId) ?? first ?? null;
}

/** The day that the schedule shows, else today. */
export function useShownDay({ zone }: BranchTime): DayKey {
  return useView((view) => view.day) ?? dayAt(zone, Date.now());
}
