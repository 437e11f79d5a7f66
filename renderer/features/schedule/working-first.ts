import type { DoctorColumn, EventView } from '../../state/event-view.ts';
import { DAY_MS } from './grid/wall-arithmetic.ts';

/**
 * Doctors in the order in which pages show them: who works on the day or is booked then, who is away,
 * and who has no hours, each by name as before. `dayMs`: the wall midnight of the day.
 */
export function workingFirst(
  doctors: readonly DoctorColumn[],
  events: readonly Pick<EventView, 'kind' | 'doctorId' | 'start'>[],
  dayMs: number,
): readonly DoctorColumn[] {
  const booked = new Set(
    events
      .filter(({ kind, start }) => kind === 'appointment' && isOn(+start, dayMs))
      .map(({ doctorId }) => doctorId),
  );
  const placeOf = ({ id, utilisation, away }: DoctorColumn): number =>
    utilisation !== null || booked.has(id) ? 0 : away ? 1 : 2;
  return doctors.toSorted((a, b) => placeOf(a) - placeOf(b));
}

const isOn = (atMs: number, dayMs: number): boolean => atMs >= dayMs && atMs < dayMs + DAY_MS;
