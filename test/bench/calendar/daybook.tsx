import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { createWallFormat } from '../../../renderer/features/schedule/grid/wall-format.ts';
import { ScheduleView } from '../../../renderer/features/schedule/schedule-view.tsx';
import type { DoctorColumn } from '../../../renderer/state/event-view.ts';
import { ThemeProvider } from '../../../renderer/ui/theme-provider.tsx';
import { offerBench } from './bench-page.ts';
import { DAY_MS, doctorIds } from './sample-book.ts';

const doctors: readonly DoctorColumn[] = doctorIds.map((id) => ({
  id,
  name: `Doctor ${id}`,
  initials: id,
  speciality: 'General',
  utilisation: 0.5,
  away: false,
  lateMin: 0,
  rooms: '',
  sharedWith: '',
}));
const hours = { openMinute: 420, closeMinute: 1140 };
const format = createWallFormat({ locale: 'en-GB', hour12: false });
const getNow = (): Date => new Date(DAY_MS + 11 * 3_600_000);
const ignore = (): void => undefined;
const root = createRoot(document.getElementById('root') as HTMLElement);

offerBench('.rbc-event', (events, dayMs, onDrop) => {
  flushSync(() =>
    root.render(
      <ThemeProvider scheme="light">
        <ScheduleView
          view="day"
          dayMs={dayMs}
          doctors={doctors}
          events={events}
          backgrounds={NOTHING}
          services={NOTHING}
          monthCells={NOTHING}
          doctorPage={0}
          weekDoctorIds={NOTHING}
          hours={hours}
          format={format}
          selectedId={null}
          workedOn={null}
          readOnly={false}
          getNow={getNow}
          onView={ignore}
          onGoTo={ignore}
          onDoctorPage={ignore}
          onWeekDoctors={ignore}
          onSelect={ignore}
          onPickTime={ignore}
          onMove={onDrop}
        />
      </ThemeProvider>,
    ),
  );
});

const NOTHING: readonly never[] = [];
