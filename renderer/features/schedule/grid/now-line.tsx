import { useWallNow } from '../use-wall-now.ts';
import type { GridColumn } from './bucket-columns.ts';
import { minuteToPercent, type VisibleHours } from './visible-hours.ts';
import { minuteOfDay, startOfDay } from './wall-arithmetic.ts';

/** One line across today's columns, under the cards, and the time in the gutter. */
export function NowLine(props: {
  readonly columns: readonly GridColumn[];
  readonly hours: VisibleHours;
  readonly getNow: () => Date;
  readonly formatTime: (ms: number) => string;
}) {
  const nowMs = useWallNow(props.getNow);
  const today = startOfDay(nowMs);
  const first = props.columns.findIndex((column) => column.dayMs === today);
  const minute = minuteOfDay(nowMs);
  const outside = minute < props.hours.openMinute || minute > props.hours.closeMinute;
  if (first < 0 || outside) return null;
  const count = props.columns.filter((column) => column.dayMs === today).length;
  const top = `${minuteToPercent(minute, props.hours)}%`;
  return (
    <div className="now" style={{ top }} aria-hidden="true">
      <span className="now-time">{props.formatTime(nowMs)}</span>
      <span className="now-track">
        <span
          className="now-line"
          style={{
            left: `${(first / props.columns.length) * 100}%`,
            width: `${(count / props.columns.length) * 100}%`,
          }}
        />
      </span>
    </div>
  );
}
