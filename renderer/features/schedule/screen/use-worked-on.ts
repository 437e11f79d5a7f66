import { useMemo } from 'react';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { DoctorTime, EventView } from '../../../state/event-view.ts';
import { useView } from '../../../state/view-store.ts';

const MINUTE_MS = 60_000;
/** Before a service says how long it takes. */
const SHOWN_MIN = 15;

/** The time that what is open at the right is about: of a booking, or of what was chosen; null for none. */
export function useWorkedOn({ zone }: BranchTime, events: readonly EventView[]): DoctorTime | null {
  const draft = useView((view) => view.draft);
  const newSession = useView((view) => view.newSession);
  const chosenId = useView((view) => view.selectedId ?? view.changedSessionId);
  const chosen = chosenId === null ? undefined : events.find(({ id }) => id === chosenId);
  return useMemo(() => {
    const wall = (instantMs: number): Date => new Date(instantToWall(zone, instantMs));
    if (newSession) {
      const { doctorId, startMs, endMs } = newSession;
      return { doctorId, start: wall(startMs), end: wall(endMs) };
    }
    const { doctorId = null, startMs = null, durationMin = null } = draft ?? {};
    if (doctorId === null || startMs === null) return chosen ?? null;
    const endMs = startMs + (durationMin ?? SHOWN_MIN) * MINUTE_MS;
    return { doctorId, start: wall(startMs), end: wall(endMs) };
  }, [zone, draft, newSession, chosen]);
}
