import { IconStethoscope } from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useMemo } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import './schedule.css';
import type {
  DoctorColumn,
  EventView,
  MonthCell,
  ScheduleViewName,
  ServiceLegend,
} from '../../state/event-view.ts';
import { DayView } from './day-view.tsx';
import type { ScheduleGridProps } from './grid/grid-frame.tsx';
import { startOfDay } from './grid/wall-arithmetic.ts';
import type { WallFormat } from './grid/wall-format.ts';
import { type MonthRibbon, MonthView } from './month/month-view.tsx';
import { ScheduleFormatContext } from './schedule-format.ts';
import { words } from './schedule-words.ts';
import { DOCTORS_PER_PAGE, DoctorPager, doctorPages } from './toolbar/doctor-pager.tsx';
import { ScheduleToolbar } from './toolbar/schedule-toolbar.tsx';
import { WeekDoctors } from './toolbar/week-doctors.tsx';
import { useWallNow } from './use-wall-now.ts';
import { WEEK_DOCTORS_MAX, WeekView } from './week-view.tsx';
import { busyFirst, workingFirst } from './working-first.ts';

export interface ScheduleViewProps
  extends Omit<ScheduleGridProps, 'columns' | 'header' | 'className'> {
  readonly view: ScheduleViewName;
  /** The wall midnight of the chosen day. */
  readonly dayMs: number;
  readonly services: readonly ServiceLegend[];
  readonly monthCells: readonly MonthCell[];
  readonly ribbon?: MonthRibbon;
  /** Stands in the toolbar beside a month. */
  readonly monthTools?: ReactNode;
  readonly doctorPage: number;
  /** Whose week is shown; the first ones when nobody chose. */
  readonly weekDoctorIds: readonly string[];
  readonly format: WallFormat;
  /** What draws day and week; appointments unless said otherwise. */
  readonly Grid?: ComponentType<ScheduleGridProps>;
  /** More for the toolbar; the same for good. */
  readonly tools?: ReactNode;
  /** What says who is booked, and so comes first, where that is not what is shown. */
  readonly orderedBy?: readonly EventView[];
  /** Between the toolbar and the columns. */
  readonly bar?: ReactNode;
  readonly onView: (view: ScheduleViewName) => void;
  readonly onGoTo: (dayMs: number) => void;
  readonly onDoctorPage: (page: number) => void;
  readonly onWeekDoctors: (doctorIds: readonly string[]) => void;
}

/** The schedule: toolbar and the chosen view. Knows no store; everything comes in and goes out. */
export function ScheduleView(props: ScheduleViewProps) {
  const todayMs = startOfDay(useWallNow(props.getNow));
  const { view, doctorPage, onDoctorPage, onWeekDoctors, tools } = props;
  const doctors = useOrdered(props);
  const weekDoctorIds = useMemo(
    () => chosenOrFirst(doctors, props.weekDoctorIds),
    [doctors, props.weekDoctorIds],
  );
  const doctorTools = useMemo(
    () => (
      <>
        {tools}
        <DoctorTools
          {...{ doctors, view, doctorPage, weekDoctorIds, onDoctorPage, onWeekDoctors }}
        />
      </>
    ),
    [doctors, view, doctorPage, weekDoctorIds, onDoctorPage, onWeekDoctors, tools],
  );
  return (
    <ScheduleFormatContext value={props.format}>
      <div className="schedule">
        <ScheduleToolbar
          view={props.view}
          dayMs={props.dayMs}
          todayMs={todayMs}
          services={props.services}
          doctorTools={view === 'month' ? (props.monthTools ?? null) : doctorTools}
          onView={props.onView}
          onGoTo={props.onGoTo}
        />
        {props.bar}
        <div className="schedule-body">
          <ScheduleBody {...props} doctors={doctors} weekDoctorIds={weekDoctorIds} />
        </div>
      </div>
    </ScheduleFormatContext>
  );
}

/** Where there are pages, nobody looks for those who work among those who do not. */
function useOrdered({
  view,
  doctors,
  events: shown,
  orderedBy: events = shown,
  dayMs,
}: Pick<
  ScheduleViewProps,
  'view' | 'doctors' | 'events' | 'orderedBy' | 'dayMs'
>): readonly DoctorColumn[] {
  const isPaged = doctors.length > DOCTORS_PER_PAGE;
  const ordered = useMemo(() => {
    if (!isPaged) return doctors;
    return view === 'day'
      ? workingFirst(doctors, events, dayMs)
      : busyFirst(doctors, events, dayMs);
  }, [isPaged, view, doctors, events, dayMs]);
  // A card that comes or goes must not redraw columns that stay where they are.
  const order = ordered.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order, or other doctors.
  return useMemo(() => ordered, [order, doctors]);
}

function ScheduleBody(props: ScheduleViewProps) {
  const { doctors, view } = props;
  const page = Math.min(props.doctorPage, doctorPages(doctors.length) - 1);
  const pageDoctors = useMemo(
    () => doctors.slice(page * DOCTORS_PER_PAGE, (page + 1) * DOCTORS_PER_PAGE),
    [doctors, page],
  );
  const weekKey = props.weekDoctorIds.join();
  const weekDoctors = useMemo(() => {
    const chosen = new Set(weekKey.split(','));
    return doctors.filter((doctor) => chosen.has(doctor.id));
  }, [doctors, weekKey]);
  if (doctors.length === 0)
    return (
      <EmptyState title={words.noDoctors} icon={<IconStethoscope size={32} stroke={1.5} />}>
        {words.noDoctorsHint}
      </EmptyState>
    );
  if (view === 'day') return <DayView {...props} doctors={pageDoctors} />;
  if (view === 'week') return <WeekView {...props} doctors={weekDoctors} />;
  return <MonthView {...props} cells={props.monthCells} onOpenDay={openDayOf(props)} />;
}

function openDayOf(props: ScheduleViewProps): (dayMs: number) => void {
  return (dayMs) => {
    props.onGoTo(dayMs);
    props.onView('day');
  };
}

type DoctorToolsProps = Pick<
  ScheduleViewProps,
  'doctors' | 'view' | 'doctorPage' | 'weekDoctorIds' | 'onDoctorPage' | 'onWeekDoctors'
>;

function DoctorTools(props: DoctorToolsProps) {
  const { doctors, view } = props;
  if (view === 'day')
    return (
      <DoctorPager page={props.doctorPage} count={doctors.length} onPage={props.onDoctorPage} />
    );
  if (view === 'week' && doctors.length > 1)
    return (
      <WeekDoctors doctors={doctors} chosen={props.weekDoctorIds} onChoose={props.onWeekDoctors} />
    );
  return null;
}

function chosenOrFirst(
  doctors: readonly DoctorColumn[],
  wantedIds: readonly string[],
): readonly string[] {
  const known = doctors.map((doctor) => doctor.id);
  const chosen = wantedIds.filter((id) => known.includes(id));
  return (chosen.length > 0 ? chosen : known).slice(0, WEEK_DOCTORS_MAX);
}
