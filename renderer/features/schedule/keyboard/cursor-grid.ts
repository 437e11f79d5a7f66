import { type DoctorColumn, type EventView, isMovable } from '../../../state/event-view.ts';
import { bucketColumns, columnKey, type GridColumn } from '../grid/bucket-columns.ts';
import type { VisibleHours } from '../grid/visible-hours.ts';
import { MINUTE_MS } from '../grid/wall-arithmetic.ts';
import type { CardSpan, CursorGrid } from './grid-cursor.ts';

/** The grid as the keyboard sees it. */
export function cursorGridOf(input: {
  readonly columns: readonly GridColumn[];
  readonly events: readonly EventView[];
  readonly doctors: readonly DoctorColumn[];
  readonly hours: VisibleHours;
  readonly stepMin: number;
}): CursorGrid {
  const eventsByColumn = bucketColumns(input.events);
  const namesById = new Map(input.doctors.map((doctor) => [doctor.id, doctor.name]));
  return {
    hours: input.hours,
    stepMin: input.stepMin,
    columns: input.columns.map((column) => ({
      ...column,
      doctorName: namesById.get(column.doctorId) ?? '',
      cards: (eventsByColumn.get(columnKey(column.doctorId, column.dayMs)) ?? [])
        .map((event) => spanOf(event, column.dayMs))
        .sort((a, b) => a.startMinute - b.startMinute || b.endMinute - a.endMinute),
    })),
  };
}

function spanOf(event: EventView, dayMs: number): CardSpan {
  return {
    id: event.id,
    title: event.title,
    startMinute: (+event.start - dayMs) / MINUTE_MS,
    endMinute: (+event.end - dayMs) / MINUTE_MS,
    movable: isMovable(event),
  };
}
