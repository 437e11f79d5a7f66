import { useMemo } from 'react';
import { DoctorHeader } from './doctor-header.tsx';
import type { GridColumn } from './grid/bucket-columns.ts';
import { ScheduleGrid, type ScheduleGridProps } from './schedule-grid.tsx';

/** One day, one column per doctor. `doctors` is the page of doctors to show, at most ten. */
export function DayView(
  props: Omit<ScheduleGridProps, 'columns' | 'header' | 'className'> & { readonly dayMs: number },
) {
  const { doctors, dayMs } = props;
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
  return <ScheduleGrid {...props} className="day-grid" columns={columns} header={header} />;
}
