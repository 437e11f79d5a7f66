import { useCallback, useMemo } from 'react';
import { type DayKey, dayToWall } from '../../../../shared/time/day.ts';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { ScheduleViewName } from '../../../state/event-view.ts';
import { useView } from '../../../state/view-store.ts';
import { ScheduleView } from '../schedule-view.tsx';
import { FORMAT, TURNING, useWatch } from '../screen/schedule-frame.ts';
import { useBackgrounds } from '../screen/use-backgrounds.ts';
import { useDoctorColumns } from '../screen/use-doctor-columns.ts';
import { useEventViews } from '../screen/use-event-views.ts';
import { useShownHours } from '../screen/use-shown-hours.ts';
import { useWorkedOn } from '../screen/use-worked-on.ts';
import { visibleDays } from '../screen/visible-days.ts';
import { EditToggle } from '../toolbar/edit-toggle.tsx';
import { EditBar } from './edit-bar.tsx';
import { EditGrid } from './edit-grid.tsx';
import { useEditActions } from './use-edit-actions.ts';
import { useEditViews } from './use-edit-views.ts';

const NO_MOVES = new Map();
const TOOLS = <EditToggle />;
const ignore = (): void => undefined;

/** The schedule of a branch while somebody says when doctors work: working time is what is handled. */
export function EditSchedule({ place, day }: { readonly place: BranchTime; readonly day: DayKey }) {
  const { zone } = place;
  const { view, doctorPage, weekDoctorIds } = useView();
  const days = useMemo(() => visibleDays(view, day), [view, day]);
  const doctors = useDoctorColumns(place, day);
  const visits = useEventViews(place, NO_MOVES);
  const hours = useShownHours(place, days, visits);
  const behind = useBackgrounds(place, days, doctors, hours);
  useWatch(place);
  const actions = useEditActions(place);
  const nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const { events, dimmed } = useEditViews(place, visits, nowMs);
  const workedOn = useWorkedOn(place, events);
  const backgrounds = useMemo(() => [...behind, ...dimmed], [behind, dimmed]);
  const getNow = useCallback(() => new Date(instantToWall(zone, Date.now())), [zone]);
  return (
    <ScheduleView
      {...{ view, doctors, events, backgrounds, doctorPage, hours, weekDoctorIds, getNow }}
      {...TURNING}
      onView={turnTo}
      services={NO_SERVICES}
      monthCells={NO_CELLS}
      selectedId={null}
      workedOn={workedOn}
      dayMs={dayToWall(day)}
      format={FORMAT}
      readOnly={false}
      onSelect={ignore}
      onPickTime={ignore}
      onMove={ignore}
      orderedBy={visits}
      Grid={EditGrid}
      tools={TOOLS}
      bar={<EditBar events={events} actions={actions} />}
    />
  );
}

const MINUTE_MS = 60_000;
const NO_SERVICES: never[] = [];
const NO_CELLS: never[] = [];

/** A month has no working time to take hold of. */
const turnTo = (view: ScheduleViewName): void =>
  useView.setState(view === 'month' ? { view, isEditing: false } : { view });
