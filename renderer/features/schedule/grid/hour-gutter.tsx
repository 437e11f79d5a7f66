import type { VisibleHours } from './visible-hours.ts';
import { MINUTE_MS } from './wall-arithmetic.ts';

/** The hour labels at the left edge; they stay in sight when the columns scroll sideways. */
export function HourGutter(props: {
  readonly hours: VisibleHours;
  readonly dayMs: number;
  readonly formatTime: (ms: number) => string;
}) {
  const { openMinute, closeMinute } = props.hours;
  const minutes = Array.from(
    { length: (closeMinute - openMinute) / 60 },
    (_, index) => openMinute + index * 60,
  );
  return (
    <div className="grid-gutter" aria-hidden="true">
      {minutes.map((minute) => (
        <div key={minute} className="grid-hour">
          <span>{props.formatTime(props.dayMs + minute * MINUTE_MS)}</span>
        </div>
      ))}
    </div>
  );
}
