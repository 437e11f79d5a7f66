import { type CSSProperties, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { BackgroundView, EventView } from '../../../state/event-view.ts';
import { bucketColumns, columnKey, type GridColumn } from './bucket-columns.ts';
import { FastDayColumn } from './fast-day-column.ts';
import { HourGutter } from './hour-gutter.tsx';
import { columnEnd, columnStart, type VisibleHours } from './visible-hours.ts';

export interface ColumnGridProps {
  readonly events: readonly EventView[];
  readonly backgroundEvents: readonly BackgroundView[];
  readonly columns: readonly GridColumn[];
  readonly hours: VisibleHours;
  readonly header: ReactNode;
  /** Drawn over the columns: now line, keyboard cursor, preview of a keyboard move. */
  readonly overlay: ReactNode;
  readonly formatTime: (ms: number) => string;
  readonly firstMinute: number;
  /** The rest is what react-big-calendar gives to a view; the columns take it as it comes. */
  readonly [fromCalendar: string]: unknown;
}

const NOTHING: never[] = [];

/**
 * The view that react-big-calendar shows for both day and week: a sticky header, an hour gutter and
 * one memoised column per doctor and day. The calendar's own time grid filters every event for
 * every column and draws an all-day row that clinics do not use.
 */
export function ColumnGrid(props: ColumnGridProps) {
  const { events, backgroundEvents, columns, hours } = props;
  const eventsByColumn = useMemo(() => bucketColumns(events), [events]);
  const backgroundsByColumn = useMemo(() => bucketColumns(backgroundEvents), [backgroundEvents]);
  const content = useScrolledTo(props.firstMinute, hours);
  return (
    <div className="rbc-time-view">
      <div
        className="rbc-time-content"
        ref={content}
        style={{ '--columns': columns.length } as CSSProperties}
      >
        {props.header}
        <div className="grid-body">
          <HourGutter hours={hours} dayMs={columns[0]?.dayMs ?? 0} formatTime={props.formatTime} />
          <div className="grid-columns">
            {columns.map((column) => {
              const key = columnKey(column.doctorId, column.dayMs);
              return (
                <FastDayColumn
                  {...props}
                  key={column.place}
                  date={new Date(column.dayMs)}
                  min={columnStart(column.dayMs, hours)}
                  max={columnEnd(column.dayMs, hours)}
                  resource={column.doctorId}
                  isNow={false}
                  step={STEP_MIN}
                  timeslots={SLOTS_PER_HOUR}
                  events={eventsByColumn.get(key) ?? NOTHING}
                  backgroundEvents={backgroundsByColumn.get(key) ?? NOTHING}
                />
              );
            })}
            {props.overlay}
          </div>
        </div>
      </div>
    </div>
  );
}

/** The finest time a click or a drag can mean. */
export const STEP_MIN = 15;
const SLOTS_PER_HOUR = 60 / STEP_MIN;

/** Opens at the given minute, once; afterwards the place belongs to the person. */
function useScrolledTo(minute: number, hours: VisibleHours) {
  const content = useRef<HTMLDivElement>(null);
  const first = useRef({ minute, hours });
  useEffect(() => {
    const node = content.current;
    const body = node?.querySelector('.grid-body');
    if (!node || !body) return;
    const { openMinute, closeMinute } = first.current.hours;
    const share = (first.current.minute - openMinute) / (closeMinute - openMinute);
    node.scrollTop = Math.max(0, share) * body.scrollHeight;
  }, []);
  return content;
}

/** react-big-calendar asks a view for its title and range; Daybook's toolbar says both. */
ColumnGrid.title = () => '';
ColumnGrid.range = (date: Date) => [date];
ColumnGrid.navigate = (date: Date) => date;
