import { useEffect } from 'react';
import { dayAt } from '../../../shared/time/day.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useView } from '../../state/view-store.ts';
import type { Booking } from './use-booking.ts';

/** The schedule goes to the day of a time once it is held, wherever that was chosen. */
export function useHeldDay({ zone }: BranchTime, { hold, time }: Booking): void {
  const isHeld = hold.kind === 'held' && hold.expiresAtMs !== null && hold.expiresAtMs > 0;
  const startMs = isHeld ? (time?.startMs ?? null) : null;
  const day = startMs === null ? null : dayAt(zone, startMs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another time of the day shows it again.
  useEffect(() => {
    if (day !== null) useView.setState({ day });
  }, [day, startMs]);
}
