import { notifications } from '@mantine/notifications';
import { type ReactNode, Suspense, useCallback, useEffect, useMemo } from 'react';
import { workStretches } from '../../../../shared/domain/schedule/work-stretches.ts';
import { type DayKey, dayAt, dayToWall } from '../../../../shared/time/day.ts';
import { instantToWall, wallToInstantLenient } from '../../../../shared/time/local-time.ts';
import type { DeskSession } from '../../../../shared/wire/desk/rows.ts';
import { useRows } from '../../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../../replica/use-branch.ts';
import type { DoctorTime } from '../../../state/event-view.ts';
import { usePins, wantForPin } from '../../../state/pins-store.ts';
import { useAnswersForBranch } from '../../../state/session-store.ts';
import { openDraft, select, useView } from '../../../state/view-store.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { Notice } from '../../../ui/notice.tsx';
import { loadWords } from '../../../words/load-words.ts';
import { aggregateMonth } from '../month/aggregate-month.ts';
import { ScheduleView } from '../schedule-view.tsx';
import { words } from '../schedule-words.ts';
import { EditToggle } from '../toolbar/edit-toggle.tsx';
import { FORMAT, TURNING, useWatch } from './schedule-frame.ts';
import { useBackgrounds } from './use-backgrounds.ts';
import { useDoctorColumns } from './use-doctor-columns.ts';
import { useEditKey } from './use-edit-key.ts';
import { useEventViews } from './use-event-views.ts';
import { useMonthRibbon } from './use-month-ribbon.tsx';
import { useMoves } from './use-moves.ts';
import { useServiceBackgrounds } from './use-service-backgrounds.ts';
import { useShownHours } from './use-shown-hours.ts';
import { useTagBackgrounds } from './use-tag-backgrounds.ts';
import { useWorkedOn } from './use-worked-on.ts';
import { visibleDays } from './visible-days.ts';

/** Seldom opened, and not to be waited for with the day, which stays where it cannot be had. */
const EditSchedule = lazyPart(
  async () => (await import('../edit/edit-schedule.tsx')).EditSchedule,
  (shown: Shown) => (
    <OpenSchedule
      {...{ ...shown, mayEdit: true }}
      notice={
        <Notice tone="warn" title={words.editNotHere}>
          {loadWords.notHereHint}
        </Notice>
      }
    />
  ),
);
const MINUTE_MS = 60_000;
const TOOLS = <EditToggle />;

/** The schedule of the branch on screen, fed from the book and asking it for changes. */
export function ScheduleScreen() {
  const place = useBranch();
  const day = useView((view) => view.day);
  const isEditing = useView((view) => view.isEditing);
  const mayEdit = useAnswersForBranch();
  useEditKey(mayEdit);
  useEffect(() => {
    if (place && day === null) useView.setState({ day: dayAt(place.zone, Date.now()) });
  }, [place, day]);
  if (!place || day === null) return <EmptyState title={words.opening} />;
  const open = <OpenSchedule place={place} day={day} mayEdit={mayEdit} />;
  if (!mayEdit || !isEditing) return open;
  return (
    <Suspense fallback={open}>
      <EditSchedule place={place} day={day} />
    </Suspense>
  );
}

interface Shown {
  readonly place: BranchTime;
  readonly day: DayKey;
}

function OpenSchedule(
  props: Shown & {
    readonly mayEdit: boolean;
    /** Said above the columns. */
    readonly notice?: ReactNode;
  },
) {
  const { place, day } = props;
  const { zone } = place;
  const { view, doctorPage, weekDoctorIds, selectedId } = useView();
  const doctors = useDoctorColumns(place, day);
  const days = useMemo(() => visibleDays(view, day), [view, day]);
  const { moves, move, asked, answer } = useMoves(place);
  const events = useEventViews(place, moves);
  const workedOn = useWorkedOn(place, events);
  const hours = useShownHours(place, days, events);
  const closed = useBackgrounds(place, days, doctors, hours);
  const marked = useTagBackgrounds(place, days, doctors);
  const limited = useServiceBackgrounds(place, days);
  const backgrounds = useMemo(() => [...limited, ...marked, ...closed], [limited, marked, closed]);
  const services = useServices();
  useWatch(place);
  const hasPins = usePins(({ pins }) => pins.length > 0);
  const { ribbon, tools: monthTools } = useMonthRibbon(view, days);
  const openMs = useOpenMs(place);
  const monthCells = useMemo(
    () => (view === 'month' ? aggregateMonth(events, openMs) : []),
    [view, events, openMs],
  );
  const getNow = useCallback(() => new Date(instantToWall(zone, Date.now())), [zone]);
  const onPickTime = useCallback(
    ({ doctorId, start, end }: DoctorTime) => {
      const startMs = wallToInstantLenient(zone, +start);
      if (wantForPin({ doctorId, startMs })) return;
      openDraft({ doctorId, startMs, durationMin: (+end - +start) / MINUTE_MS });
    },
    [zone],
  );
  return (
    <>
      <ScheduleView
        {...{ view, doctors, events, backgrounds, services, monthCells, doctorPage, hours }}
        {...{ weekDoctorIds, selectedId, workedOn, getNow, onPickTime }}
        dayMs={dayToWall(day)}
        format={FORMAT}
        readOnly={false}
        tools={props.mayEdit ? TOOLS : null}
        {...(ribbon ? { ribbon } : {})}
        bar={
          <>
            {props.notice}
            {hasPins ? <PinboardBar place={place} /> : null}
          </>
        }
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

const MoveQuestion = lazyPart(
  async () => (await import('./move-question.tsx')).MoveQuestion,
  MoveNotAsked,
);

/** Nobody is told, or not told, without having been asked: the card goes back. */
function MoveNotAsked({ onAnswer }: { readonly onAnswer: (notify: null) => void }) {
  // Each move that is asked about is drawn anew; the answer takes it away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each.
  useEffect(() => {
    notifications.show({ title: words.notMoved, message: words.moveNotAsked, color: 'red' });
    onAnswer(null);
  }, []);
  return null;
}

const Pinboard = lazyPart(async () => (await import('../pinboard/pinboard.tsx')).Pinboard);

const PinboardBar = ({ place }: { readonly place: BranchTime }) => (
  <Suspense fallback={null}>
    <Pinboard place={place} />
  </Suspense>
);

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
