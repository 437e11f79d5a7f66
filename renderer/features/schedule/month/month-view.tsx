import { type ComponentProps, Fragment, useEffect, useMemo, useRef } from 'react';
import type { BackgroundView, DoctorColumn, MonthCell } from '../../../state/event-view.ts';
import { TurnWeek } from '../../../ui/turn-week.tsx';
import { daysOfMonthPage, startOfDay, startOfMonth } from '../grid/wall-arithmetic.ts';
import { useScheduleFormat } from '../schedule-format.ts';
import { words } from '../schedule-words.ts';
import { useWallNow } from '../use-wall-now.ts';
import { MonthDay } from './month-day.tsx';

export type MonthRibbon = ReadonlyMap<number, Omit<ComponentProps<typeof TurnWeek>, 'day'>>;

/** A month of days; each sums up its doctors instead of listing hundreds of appointments. */
export function MonthView(props: {
  readonly dayMs: number;
  readonly doctors: readonly DoctorColumn[];
  readonly cells: readonly MonthCell[];
  readonly backgrounds: readonly BackgroundView[];
  /** Which turn of a rotation each week is, by the wall midnight of its Monday. */
  readonly ribbon?: MonthRibbon;
  readonly getNow: () => Date;
  readonly onOpenDay: (dayMs: number) => void;
}) {
  const { ribbon } = props;
  const format = useScheduleFormat();
  const todayMs = startOfDay(useWallNow(props.getNow));
  const days = daysOfMonthPage(props.dayMs);
  const list = useRef<HTMLUListElement>(null);
  // On a low screen the weeks scroll, and today's is the one that is wanted.
  useEffect(() => {
    list.current?.querySelector('[aria-current="date"]')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const cellsByDay = useMemo(() => Map.groupBy(props.cells, (cell) => cell.dayMs), [props.cells]);
  const marksByDay = useMemo(() => marksOf(props.backgrounds), [props.backgrounds]);
  return (
    <section className="month" aria-label={words.views.month}>
      <div className="month-weekdays" aria-hidden="true">
        {days.slice(0, 7).map((dayMs) => (
          <span key={dayMs}>{format.weekday(dayMs)}</span>
        ))}
      </div>
      <ul
        ref={list}
        className="month-days"
        style={{ gridTemplateRows: `repeat(${days.length / 7}, ${ribbon ? 'auto ' : ''}1fr)` }}
      >
        {days.map((dayMs) => (
          <Fragment key={dayMs}>
            <RibbonLine turn={ribbon?.get(dayMs)} />
            <MonthDay
              dayMs={dayMs}
              isToday={dayMs === todayMs}
              isOutside={startOfMonth(dayMs) !== startOfMonth(props.dayMs)}
              doctors={props.doctors}
              cells={cellsByDay.get(dayMs) ?? NO_CELLS}
              marks={marksByDay.get(dayMs) ?? NO_MARKS}
              onOpen={props.onOpenDay}
            />
          </Fragment>
        ))}
      </ul>
    </section>
  );
}

function RibbonLine(props: { readonly turn: ReturnType<MonthRibbon['get']> }) {
  return props.turn ? <TurnWeek {...props.turn} day={null} /> : null;
}

const NO_CELLS: readonly MonthCell[] = [];
const NO_MARKS: readonly BackgroundView[] = [];

/** Of each day the marks that anybody's time carries, each once. */
function marksOf(backgrounds: readonly BackgroundView[]): Map<number, readonly BackgroundView[]> {
  const marked = backgrounds.filter(({ kind }) => kind === 'tag');
  const byDay = Map.groupBy(marked, ({ start }) => startOfDay(+start));
  return new Map(
    [...byDay].map(([dayMs, ofDay]) => [
      dayMs,
      [...new Map(ofDay.map((one) => [one.title, one])).values()],
    ]),
  );
}
