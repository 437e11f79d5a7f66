import { lazy, Suspense, useCallback, useEffect, useMemo } from 'react';
import { workStretches } from '../../../../shared/domain/schedule/work-stretches.ts';
import { type DayKey, dayAt, dayToWall, wallToDay } from '../../../../shared/time/day.ts';
import { instantToWall, wallToInstantLenient } from '../../../../shared/time/local-time.ts';
import type { DeskSession } from '../../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../../intents/desk.ts';
import { useRows } from '../../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../../replica/use-branch.ts';
import type { DoctorTime, ScheduleViewName } from '../../../state/event-view.ts';
import { openDraft, select, useView } from '../../../state/view-store.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LOCALE } from '../../../words/locale.ts';
import { createWallFormat } from '../grid/wall-format.ts';
import { aggregateMonth } from '../month/aggregate-month.ts';
import { ScheduleView } from '../schedule-view.tsx';
import { words } from '../schedule-words.ts';
import { useBackgrounds } from './use-backgrounds.ts';
import { useDoctorColumns } from './use-doctor-columns.ts';
import { useEventViews } from './use-event-views.ts';
import { useMonthRibbon } from './use-month-ribbon.tsx';
import { useMoves } from './use-moves.ts';
import { useTagBackgrounds } from './use-tag-backgrounds.ts';
import { timeOf, visibleDays, watchedDays } from './visible-days.ts';

const FORMAT = createWallFormat({ locale: LOCALE, hour12: false });
const MINUTE_MS = 60_000;

/** The schedule of the branch on screen, fed from the book and asking it for changes. */
export function ScheduleScreen() {
  const place = useBranch();
  const day = useView((view) => view.day);
  useEffect(() => {
    if (place && day === null) useView.setState({ day: dayAt(place.zone, Date.now()) });
  }, [place, day]);
  if (!place || day === null) return <EmptyState title={words.opening} />;
  return <OpenSchedule place={place} day={day} />;
}

function OpenSchedule({ place, day }: { readonly place: BranchTime; readonly day: DayKey }) {
  const { branch, zone } = place;
  const { view, doctorPage, weekDoctorIds, selectedId } = useView();
  const doctors = useDoctorColumns(place, day);
  const days = useMemo(() => visibleDays(view, day), [view, day]);
  const { moves, move, asked, answer } = useMoves(place);
  const events = useEventViews(place, moves);
  const closed = useBackgrounds(place, days, doctors);
  const marked = useTagBackgrounds(place, days, doctors);
  const backgrounds = useMemo(() => [...marked, ...closed], [marked, closed]);
  const services = useServices();
  useWatch(place);
  const { ribbon, tools: monthTools } = useMonthRibbon(view, days);
  const openMs = useOpenMs(place);
  const monthCells = useMemo(
    () => (view === 'month' ? aggregateMonth(events, openMs) : []),
    [view, events, openMs],
  );
  const hours = useMemo(
    () => ({ openMinute: branch.opensMin, closeMinute: branch.closesMin }),
    [branch],
  );
  const getNow = useCallback(() => new Date(instantToWall(zone, Date.now())), [zone]);
  const onPickTime = useCallback(
    ({ doctorId, start, end }: DoctorTime) =>
      openDraft({
        doctorId,
        startMs: wallToInstantLenient(zone, +start),
        durationMin: (+end - +start) / MINUTE_MS,
      }),
    [zone],
  );
  return (
    <>
      <ScheduleView
        {...{ view, doctors, events, backgrounds, services, monthCells, doctorPage, hours }}
        {...{ weekDoctorIds, selectedId, getNow, onPickTime }}
        dayMs={dayToWall(day)}
        format={FORMAT}
        readOnly={false}
        {...(ribbon ? { ribbon } : {})}
        monthTools={monthTools}
        {...TURNING}
        onSelect={select}
        onMove={move}
      />
      {asked === null ? null : (
        <Suspense>
          <MoveQuestion asked={asked} time={FORMAT.time(+asked.wanted.start)} onAnswer={answer} />
        </Suspense>
      )}
    </>
  );
}

const MoveQuestion = lazy(async () => ({
  default: (await import('./move-question.tsx')).MoveQuestion,
}));

/** What turns to another view, day or doctors; the same for good, so that no toolbar is redrawn. */
const TURNING = {
  onView: (view: ScheduleViewName) => useView.setState({ view }),
  onGoTo: (wallMs: number) => useView.setState({ day: wallToDay(wallMs) }),
  onDoctorPage: (doctorPage: number) => useView.setState({ doctorPage }),
  onWeekDoctors: (weekDoctorIds: readonly string[]) => useView.setState({ weekDoctorIds }),
};

/** Asks for the days as soon as they are turned to, while React still draws them empty. */
function useWatch({ zone }: BranchTime): void {
  const { client } = useDesk();
  useEffect(() => {
    const watch = (): void => {
      const { view, day } = useView.getState();
      if (day === null) return;
      client.watch(timeOf(zone, visibleDays(view, day)), timeOf(zone, watchedDays(view, day)));
    };
    watch();
    return useView.subscribe(({ view, day }, before) => {
      if (view !== before.view || day !== before.day) watch();
    });
  }, [client, zone]);
}

function useServices() {
  const services = useRows('services');
  return useMemo(
    () =>
      [...services.values()]
        .filter((service) => service.active)
        .map((service) => ({ name: service.name, colour: service.hue })),
    [services],
  );
}

const workedMs = (session: DeskSession): number =>
  workStretches(session).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

function useOpenMs({ branch, zone }: BranchTime) {
  const sessions = useRows('sessions');
  return useMemo(() => {
    const sums = new Map<string, number>();
    for (const session of sessions.values()) {
      if (session.branchId !== branch.id || session.deleted) continue;
      const key = `${session.doctorId} ${dayToWall(dayAt(zone, session.startMs))}`;
      sums.set(key, (sums.get(key) ?? 0) + workedMs(session));
    }
    return (doctorId: string, dayMs: number) => sums.get(`${doctorId} ${dayMs}`) ?? 0;
  }, [sessions, branch, zone]);
}
