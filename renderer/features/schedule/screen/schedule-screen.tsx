import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type DayKey, dayAt, dayToWall, wallToDay } from '../../../../shared/time/day.ts';
import { instantToWall, wallToInstantLenient } from '../../../../shared/time/local-time.ts';
import { useDesk } from '../../../intents/desk.ts';
import { useRows } from '../../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../../replica/use-branch.ts';
import type { DoctorTime, EventMove, ScheduleViewName } from '../../../state/event-view.ts';
import { openDraft, select, useView } from '../../../state/view-store.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LOCALE } from '../../../words/locale.ts';
import { refusalWords } from '../../../words/refusal-words.ts';
import { useSay } from '../../../words/use-say.ts';
import { createWallFormat } from '../grid/wall-format.ts';
import { aggregateMonth } from '../month/aggregate-month.ts';
import { ScheduleView } from '../schedule-view.tsx';
import { words } from '../schedule-words.ts';
import { useBackgrounds } from './use-backgrounds.ts';
import { useDoctorColumns } from './use-doctor-columns.ts';
import { useEventViews } from './use-event-views.ts';
import { useMonthRibbon } from './use-month-ribbon.tsx';
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
  const { moves, move } = useMoves(place);
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
  );
}

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

function useOpenMs({ branch, zone }: BranchTime) {
  const sessions = useRows('sessions');
  return useMemo(() => {
    const sums = new Map<string, number>();
    for (const session of sessions.values()) {
      if (session.branchId !== branch.id || session.deleted) continue;
      const key = `${session.doctorId} ${dayToWall(dayAt(zone, session.startMs))}`;
      sums.set(key, (sums.get(key) ?? 0) + session.endMs - session.startMs);
    }
    return (doctorId: string, dayMs: number) => sums.get(`${doctorId} ${dayMs}`) ?? 0;
  }, [sessions, branch, zone]);
}

/** A dragged card stays where it was dropped while the book decides, and goes back if it refuses. */
function useMoves({ branch, zone }: BranchTime) {
  const { intents } = useDesk();
  const say = useSay();
  const [moves, setMoves] = useState<ReadonlyMap<string, EventMove>>(new Map());
  const move = useCallback(
    async (wanted: EventMove) => {
      setMoves((all) => new Map(all).set(wanted.id, wanted));
      const answer = await intents.send('move', {
        appointmentId: wanted.id,
        branchId: branch.id,
        doctorId: wanted.doctorId,
        startMs: wallToInstantLenient(zone, +wanted.start),
        endMs: wallToInstantLenient(zone, +wanted.end),
      });
      setMoves((all) => new Map([...all].filter(([id]) => id !== wanted.id)));
      if (answer.ok) return;
      const message = refusalWords(answer.error, say);
      notifications.show({ title: words.notMoved, message, color: 'red' });
    },
    [intents, branch, zone, say],
  );
  return { moves, move: useCallback((wanted: EventMove) => void move(wanted), [move]) };
}
