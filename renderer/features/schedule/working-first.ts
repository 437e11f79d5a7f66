import type { DoctorColumn, EventView } from '../../state/event-view.ts';
import { DAY_MS, startOfWeek } from './grid/wall-arithmetic.ts';

type Event = Pick<EventView, 'kind' | 'doctorId' | 'start'>;

/**
 * Doctors in the order in which pages show them: who works on the day or is booked then, who is away,
 * and who has no hours, each by name as before. `dayMs`: the wall midnight of the day.
 */
export function workingFirst(
  doctors: readonly DoctorColumn[],
  events: readonly Event[],
  dayMs: number,
): readonly DoctorColumn[] {
  const busy = busyIn(events, dayMs, DAY_MS);
  const placeOf = ({ id, utilisation, away }: DoctorColumn): number =>
    utilisation !== null || busy.has(id) ? 0 : away ? 1 : 2;
  return doctors.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The same over a week, whichever of its days is chosen: who is booked in it, and the others. */
export function busyFirst(
  doctors: readonly DoctorColumn[],
  events: readonly Event[],
  dayMs: number,
): readonly DoctorColumn[] {
  const busy = busyIn(events, startOfWeek(dayMs), 7 * DAY_MS);
  return doctors.toSorted((a, b) => Number(busy.has(b.id)) - Number(busy.has(a.id)));
}

/** Who is booked. */
const busyIn = (events: readonly Event[], fromMs: number, lengthMs: number): ReadonlySet<string> =>
  new Set(
    events
      .filter(({ kind }) => kind === 'appointment')
      .filter(({ start }) => +start >= fromMs && +start < fromMs + lengthMs)
      .map(({ doctorId }) => doctorId),
  );
