import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  type SyntheticEvent,
  useMemo,
} from 'react';
import { DnDContext } from 'react-big-calendar/lib/addons/dragAndDrop/DnDContext';
import type {
  BackgroundView,
  DoctorColumn,
  DoctorTime,
  EventMove,
  EventView,
} from '../../../state/event-view.ts';
import { EventContent, EventNode } from '../card/event-node.tsx';
import { useScheduleFormat } from '../schedule-format.ts';
import { type GridColumn, itemsInWindow } from './bucket-columns.ts';
import { ColumnGrid, STEP_MIN } from './column-grid.tsx';
import { type DragHandlers, useDragContext } from './drag-context.ts';
import { NowLine } from './now-line.tsx';
import { packLayout } from './pack-layout.ts';
import { Calendar, DragContainerWrapper } from './rbc-parts.ts';
import { useInSight } from './use-in-sight.ts';
import { type VisibleHours, wholeHours } from './visible-hours.ts';
import { DAY_MS, minuteOfDay, startOfDay } from './wall-arithmetic.ts';
import type { WallFormat } from './wall-format.ts';
import { createWallLocalizer } from './wall-localizer.ts';

export interface ScheduleGridProps {
  readonly columns: readonly GridColumn[];
  readonly doctors: readonly DoctorColumn[];
  readonly events: readonly EventView[];
  readonly backgrounds: readonly BackgroundView[];
  readonly hours: VisibleHours;
  readonly header: ReactNode;
  readonly className: string;
  readonly selectedId: string | null;
  /** What is open beside the columns is about it, so it stays in sight. */
  readonly workedOn: DoctorTime | null;
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

/** What of the schedule is in the columns on screen. */
export interface GridParts extends Pick<ScheduleGridProps, 'columns' | 'events' | 'backgrounds'> {
  readonly hours: VisibleHours;
  readonly format: WallFormat;
  /** Where the grid opens. */
  readonly firstMinute: number;
}

export function useGridParts(props: ScheduleGridProps): GridParts {
  const { columns, getNow } = props;
  const format = useScheduleFormat();
  const hours = useMemo(() => wholeHours(props.hours), [props.hours]);
  const events = useWindow(props.events, columns);
  const backgrounds = useWindow(props.backgrounds, columns);
  const firstMinute = useFirstMinute(getNow, columns, hours);
  return { columns, events, backgrounds, hours, format, firstMinute };
}

interface GridKeys {
  readonly announcement: string;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: { readonly target: EventTarget }) => void;
  readonly onBlur: () => void;
}

interface GridPointer {
  readonly onSelectEvent: (event: { id: string }, pointer: SyntheticEvent) => void;
  readonly onSelectSlot: (slot: { start: Date; end: Date; resourceId: string }) => void;
}

/** The columns with whatever is handled in them: cards that can be dragged, clicked and walked. */
export function GridFrame(props: {
  readonly props: Pick<
    ScheduleGridProps,
    'header' | 'getNow' | 'selectedId' | 'workedOn' | 'readOnly'
  >;
  readonly root: RefObject<HTMLElement | null>;
  readonly parts: GridParts;
  readonly className: string;
  readonly label: string;
  /** What the keys do, for who cannot see the grid. */
  readonly hint: string;
  readonly keyboard: GridKeys;
  readonly pointer: GridPointer;
  readonly drag: DragHandlers;
  /** The cursor of the keyboard. */
  readonly layer: ReactNode;
}) {
  const { parts, keyboard } = props;
  const { columns, events, backgrounds, hours, format } = parts;
  const { header, getNow, selectedId, readOnly } = props.props;
  const localizer = useMemo(() => createWallLocalizer(format), [format]);
  const drag = useDragContext(props.drag);
  useInSight(props.root, parts, props.props.workedOn);
  return (
    <section
      ref={props.root}
      className={`schedule-grid ${props.className}`}
      aria-label={props.label}
      onKeyDown={keyboard.onKeyDown}
      onFocus={keyboard.onFocus}
      onBlur={keyboard.onBlur}
    >
      <p className="visually-hidden">{props.hint}</p>
      <DnDContext.Provider value={drag}>
        <Calendar
          {...FIXED}
          {...props.pointer}
          localizer={localizer}
          formatTime={format.time}
          date={new Date(columns[0]?.dayMs ?? 0)}
          events={events}
          backgroundEvents={backgrounds}
          columns={columns}
          hours={hours}
          firstMinute={parts.firstMinute}
          getNow={getNow}
          selected={events.find((event) => event.id === selectedId) ?? null}
          selectable={readOnly ? false : 'ignoreEvents'}
          header={header}
          overlay={
            <>
              <NowLine columns={columns} hours={hours} getNow={getNow} formatTime={format.time} />
              {props.layer}
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
