import { type ComponentType, useMemo } from 'react';
import type { DoctorColumn } from '../../state/event-view.ts';
import type { GridColumn } from './grid/bucket-columns.ts';
import type { ScheduleGridProps } from './grid/grid-frame.tsx';
import { DAY_MS, startOfDay, startOfWeek } from './grid/wall-arithmetic.ts';
import { useScheduleFormat } from './schedule-format.ts';
import { ScheduleGrid } from './schedule-grid.tsx';
import { useWallNow } from './use-wall-now.ts';

/** More doctors would make columns too narrow to read. */
export const WEEK_DOCTORS_MAX = 3;

/** Seven days, each with a column for up to three doctors. */
export function WeekView(
  props: Omit<ScheduleGridProps, 'columns' | 'header' | 'className'> & {
    readonly dayMs: number;
    /** What draws the columns; appointments unless said otherwise. */
    readonly Grid?: ComponentType<ScheduleGridProps>;
  },
) {
  const { doctors, getNow, Grid = ScheduleGrid } = props;
  const weekMs = startOfWeek(props.dayMs);
  const todayMs = startOfDay(useWallNow(getNow));
  const days = useMemo(
    () => Array.from({ length: 7 }, (_, index) => weekMs + index * DAY_MS),
    [weekMs],
  );
  const columns = useMemo<readonly GridColumn[]>(
    () =>
      days.flatMap((dayMs, weekday) =>
        doctors.map(({ id }) => ({ doctorId: id, dayMs, place: `${id}|${weekday}` })),
      ),
    [days, doctors],
  );
  return (
    <Grid
      {...props}
      className={doctors.length > 1 ? 'week-grid dense-grid' : 'week-grid'}
      columns={columns}
      header={<WeekHeader days={days} doctors={doctors} todayMs={todayMs} />}
    />
  );
}

function WeekHeader(props: {
  readonly days: readonly number[];
  readonly doctors: readonly DoctorColumn[];
  readonly todayMs: number;
}) {
  const format = useScheduleFormat();
  return (
    <div className="grid-header">
      <div className="grid-corner" />
      {props.days.map((dayMs) => (
        <div key={dayMs} className="week-day" data-today={dayMs === props.todayMs || undefined}>
          <b className="week-date">
            {format.weekday(dayMs)} <span>{format.dayAndMonth(dayMs)}</span>
          </b>
          <div className="week-doctors">
            {props.doctors.map((doctor) => (
              <span key={doctor.id} className="week-doctor" title={doctor.name}>
                {doctor.name}
              </span>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
