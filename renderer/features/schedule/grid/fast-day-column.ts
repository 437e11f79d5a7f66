import type { DayColumnProps } from 'react-big-calendar/lib/DayColumn';
import type { BackgroundView } from '../../../state/event-view.ts';
import { sameItems } from './bucket-columns.ts';
import { DayColumn } from './rbc-parts.ts';

/**
 * react-big-calendar's column, redrawn only when something in it changed. A plain memo never holds:
 * the calendar makes new getters and accessors at every render. A subclass, because the column is a
 * class and its redraw decision can be made nowhere else.
 */
export class FastDayColumn extends DayColumn {
  override shouldComponentUpdate(next: DayColumnProps, nextState: unknown): boolean {
    return nextState !== this.state || differs(this.props, next);
  }
}

function differs(a: DayColumnProps, b: DayColumnProps): boolean {
  return (
    +a.date !== +b.date ||
    +a.min !== +b.min ||
    +a.max !== +b.max ||
    a.resource !== b.resource ||
    a.step !== b.step ||
    a.timeslots !== b.timeslots ||
    a.selectable !== b.selectable ||
    !sameItems(a.events, b.events) ||
    !sameBackgrounds(a.backgroundEvents, b.backgroundEvents) ||
    (a.selected !== b.selected && (holds(a, a.selected) || holds(b, b.selected)))
  );
}

/** They are made anew whenever a session comes, of whatever day. */
function sameBackgrounds(a: readonly object[], b: readonly object[]): boolean {
  const isSame = (one: BackgroundView, other: BackgroundView): boolean =>
    one.id === other.id &&
    +one.end === +other.end &&
    one.title === other.title &&
    one.hue === other.hue;
  return (
    a.length === b.length &&
    a.every((one, i) => isSame(one as BackgroundView, b[i] as BackgroundView))
  );
}

function holds(column: DayColumnProps, item: unknown): boolean {
  return column.events.some((event) => event === item);
}
