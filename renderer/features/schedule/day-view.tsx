import { type ComponentType, useMemo } from 'react';
import { DoctorHeader } from './doctor-header.tsx';
import type { GridColumn } from './grid/bucket-columns.ts';
import type { ScheduleGridProps } from './grid/grid-frame.tsx';
import { ScheduleGrid } from './schedule-grid.tsx';

/** One day, one column per doctor. `doctors` is the page of doctors to show, at most ten. */
export function DayView(
  props: Omit<ScheduleGridProps, 'columns' | 'header' | 'className'> & {
    readonly dayMs: number;
    /** What draws the columns; appointments unless said otherwise. */
    readonly Grid?: ComponentType<ScheduleGridProps>;
  },
) {
  const { doctors, dayMs, Grid = ScheduleGrid } = props;
  const columns = useMemo<readonly GridColumn[]>(
    () => doctors.map((doctor) => ({ doctorId: doctor.id, dayMs, place: doctor.id })),
    [doctors, dayMs],
  );
  const header = useMemo(
    () => (
      <div className="grid-header">
        <div className="grid-corner" />
        {doctors.map((doctor) => (
          <DoctorHeader key={doctor.id} doctor={doctor} />
        ))}
      </div>
    ),
    [doctors],
  );
  return <Grid {...props} className="day-grid" columns={columns} header={header} />;
}
