import type { DoctorColumn } from '../../../state/event-view.ts';
import type { GridColumn } from '../grid/bucket-columns.ts';
import { STEP_MIN } from '../grid/column-grid.tsx';
import { minuteToPercent, type VisibleHours } from '../grid/visible-hours.ts';
import { MINUTE_MS } from '../grid/wall-arithmetic.ts';
import { useScheduleFormat } from '../schedule-format.ts';
import { words } from '../schedule-words.ts';
import type { GridCursor } from './grid-cursor.ts';

/** The grid's tab stop, and the outline of a card while the keyboard carries it. */
export function GridCursorLayer(props: {
  readonly cursor: GridCursor;
  readonly columns: readonly GridColumn[];
  readonly doctors: readonly DoctorColumn[];
  readonly hours: VisibleHours;
}) {
  const { cursor, columns, hours } = props;
  const format = useScheduleFormat();
  const column = columns[cursor.column] ?? columns[0];
  if (!column) return null;
  const doctor = props.doctors.find((each) => each.id === column.doctorId);
  const time = format.time(column.dayMs + cursor.minute * MINUTE_MS);
  const place = (index: number, startMinute: number, endMinute: number) => ({
    left: `${(index / columns.length) * 100}%`,
    width: `${100 / columns.length}%`,
    top: `${minuteToPercent(startMinute, hours)}%`,
    height: `${minuteToPercent(endMinute, hours) - minuteToPercent(startMinute, hours)}%`,
  });
  const { carried } = cursor;
  return (
    <>
      <button
        type="button"
        className="grid-cursor"
        style={place(Math.max(0, columns.indexOf(column)), cursor.minute, cursor.minute + STEP_MIN)}
        aria-label={words.free(doctor?.name ?? '', time)}
      />
      {carried ? (
        <div
          className="grid-carried"
          aria-hidden="true"
          style={place(
            carried.column,
            carried.startMinute,
            carried.startMinute + carried.card.endMinute - carried.card.startMinute,
          )}
        >
          <b>{carried.card.title}</b>
          <span>{format.time(column.dayMs + carried.startMinute * MINUTE_MS)}</span>
        </div>
      ) : null}
    </>
  );
}
