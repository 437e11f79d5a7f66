import type { EventView, MonthCell } from '../../../state/event-view.ts';
import { columnKey } from '../grid/bucket-columns.ts';
import { startOfDay } from '../grid/wall-arithmetic.ts';

const LENGTH_OF = (event: EventView): number => +event.end - +event.start;

/**
 * Sums up events per doctor and day. `openMs` says how long a doctor works on a day (0 for not at
 * all); who has the sessions knows.
 */
export function aggregateMonth(
  events: readonly EventView[],
  openMs: (doctorId: string, dayMs: number) => number,
): MonthCell[] {
  const counted = events.filter((event) => event.kind === 'appointment' && isHeld(event));
  const groups = Map.groupBy(counted, (event) =>
    columnKey(event.doctorId, startOfDay(+event.start)),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [cellOf(first, group, openMs)] : [];
  });
}

const isHeld = (event: EventView): boolean =>
  event.status !== 'cancelled' && event.status !== 'entered-in-error';

function cellOf(
  first: EventView,
  group: readonly EventView[],
  openMs: (doctorId: string, dayMs: number) => number,
): MonthCell {
  const dayMs = startOfDay(+first.start);
  const open = openMs(first.doctorId, dayMs);
  const standing = group.filter((event) => !event.displaced);
  const bookedMs = standing.reduce((sum, event) => sum + LENGTH_OF(event), 0);
  return {
    dayMs,
    doctorId: first.doctorId,
    appointments: standing.length,
    displaced: group.length - standing.length,
    utilisation: open > 0 ? Math.min(1, bookedMs / open) : null,
    away: false,
  };
}
