import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import { DnDContext } from 'react-big-calendar/lib/addons/dragAndDrop/DnDContext';
import type {
  BackgroundView,
  DoctorColumn,
  DoctorTime,
  EventMove,
  EventView,
} from '../../state/event-view.ts';
import { EventContent, EventNode } from './card/event-node.tsx';
import { type GridColumn, itemsInWindow } from './grid/bucket-columns.ts';
import { ColumnGrid, STEP_MIN } from './grid/column-grid.tsx';
import { useDragContext } from './grid/drag-context.ts';
import { NowLine } from './grid/now-line.tsx';
import { packLayout } from './grid/pack-layout.ts';
import { Calendar, DragContainerWrapper } from './grid/rbc-parts.ts';
import { type VisibleHours, wholeHours } from './grid/visible-hours.ts';
import { DAY_MS, minuteOfDay, startOfDay } from './grid/wall-arithmetic.ts';
import { createWallLocalizer } from './grid/wall-localizer.ts';
import { cursorGridOf } from './keyboard/cursor-grid.ts';
import { GridCursorLayer } from './keyboard/grid-cursor-layer.tsx';
import { useGridKeyboard } from './keyboard/use-grid-keyboard.ts';
import { useScheduleFormat } from './schedule-format.ts';
import { words } from './schedule-words.ts';

export interface ScheduleGridProps {
  readonly columns: readonly GridColumn[];
  readonly doctors: readonly DoctorColumn[];
  readonly events: readonly EventView[];
  readonly backgrounds: readonly BackgroundView[];
  readonly hours: VisibleHours;
  readonly header: ReactNode;
  readonly className: string;
  readonly selectedId: string | null;
  readonly readOnly: boolean;
  readonly getNow: () => Date;
  /** The id of the chosen card, or null when the choice is given up. */
  readonly onSelect: (eventId: string | null) => void;
  readonly onPickTime: (time: DoctorTime) => void;
  readonly onMove: (move: EventMove) => void;
}

/** The screen above "now" that stays in sight when a day opens. */
const BEFORE_NOW_MIN = 75;

const VIEWS = { day: ColumnGrid };
const COMPONENTS = {
  event: EventContent,
  eventWrapper: EventNode,
  eventContainerWrapper: DragContainerWrapper,
  // Lines are drawn by the style sheet; a node per slot would be most of the page.
  timeSlotWrapper: () => null,
};
const ignore = (): void => undefined;

/** Day and week: columns of cards that can be dragged, clicked and walked by keyboard. */
export function ScheduleGrid(props: ScheduleGridProps) {
  const { columns, doctors, getNow } = props;
  const root = useRef<HTMLElement>(null);
  const format = useScheduleFormat();
  const hours = useMemo(() => wholeHours(props.hours), [props.hours]);
  const localizer = useMemo(() => createWallLocalizer(format), [format]);
  const events = useWindow(props.events, columns);
  const backgrounds = useWindow(props.backgrounds, columns);
  const drag = useDragContext(props);
  const firstMinute = useFirstMinute(getNow, columns, hours);
  const keyboard = useGridKeyboard(
    root,
    () => cursorGridOf({ columns, events, doctors, hours, stepMin: STEP_MIN }),
    { ...props, format, firstMinute, onLeave: () => props.onSelect(null) },
  );
  const pointer = usePointerHandlers(props);
  return (
    <section
      ref={root}
      className={`schedule-grid ${props.className}`}
      aria-label={words.grid}
      onKeyDown={keyboard.onKeyDown}
      onFocus={keyboard.onFocus}
      onBlur={keyboard.onBlur}
    >
      <p className="visually-hidden">{words.keysHint}</p>
      <DnDContext.Provider value={drag}>
        <Calendar
          {...FIXED}
          {...pointer}
          localizer={localizer}
          formatTime={format.time}
          date={new Date(columns[0]?.dayMs ?? 0)}
          events={events}
          backgroundEvents={backgrounds}
          columns={columns}
          hours={hours}
          firstMinute={firstMinute}
          getNow={getNow}
          selected={events.find((event) => event.id === props.selectedId) ?? null}
          selectable={props.readOnly ? false : 'ignoreEvents'}
          header={props.header}
          overlay={
            <>
              <NowLine columns={columns} hours={hours} getNow={getNow} formatTime={format.time} />
              <GridCursorLayer
                cursor={keyboard.cursor}
                columns={columns}
                doctors={doctors}
                hours={hours}
              />
            </>
          }
        />
      </DnDContext.Provider>
      <div className="visually-hidden" aria-live="polite">
        {keyboard.announcement}
      </div>
    </section>
  );
}

/** What never changes from render to render. */
const FIXED = {
  view: 'day',
  views: VIEWS,
  toolbar: false,
  components: COMPONENTS,
  resourceAccessor: 'doctorId',
  tooltipAccessor: null,
  titleAccessor: 'title',
  dayLayoutAlgorithm: packLayout,
  className: 'rbc-addons-dnd',
  resizable: true,
  onNavigate: ignore,
  onView: ignore,
};

function useWindow<T extends EventView | BackgroundView>(
  items: readonly T[],
  columns: readonly GridColumn[],
): readonly T[] {
  return useMemo(() => {
    const days = columns.map((column) => column.dayMs);
    return itemsInWindow(items, {
      fromMs: Math.min(...days),
      toMs: Math.max(...days) + DAY_MS,
      doctorIds: new Set(columns.map((column) => column.doctorId)),
    });
  }, [items, columns]);
}

/** Today opens a little above now, other days at their first hour. */
function useFirstMinute(
  getNow: () => Date,
  columns: readonly GridColumn[],
  hours: VisibleHours,
): number {
  return useMemo(() => {
    const nowMs = +getNow();
    const isToday = columns.some((column) => column.dayMs === startOfDay(nowMs));
    const minute = Math.floor((minuteOfDay(nowMs) - BEFORE_NOW_MIN) / STEP_MIN) * STEP_MIN;
    const inside = minute > hours.openMinute && minute < hours.closeMinute;
    return isToday && inside ? minute : hours.openMinute;
  }, [getNow, columns, hours]);
}

function usePointerHandlers({ onSelect, onPickTime }: ScheduleGridProps) {
  const onSelectEvent = useCallback((event: { id: string }) => onSelect(event.id), [onSelect]);
  const onSelectSlot = useCallback(
    (slot: { start: Date; end: Date; resourceId: string }) =>
      onPickTime({ doctorId: slot.resourceId, start: slot.start, end: slot.end }),
    [onPickTime],
  );
  return { onSelectEvent, onSelectSlot };
}
