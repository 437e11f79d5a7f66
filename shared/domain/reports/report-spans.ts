import { addDays, type DayRange, dayEndMs, dayStartMs } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { changeBetween, type TimeZone } from '../../time/time-zone.ts';

/** A stretch of a branch's days in which its clocks do not change. */
export interface ReportSpan extends Interval {
  readonly branchId: string;
  /** How far its clocks are ahead of UTC. */
  readonly offsetMs: number;
}

/** Days of a branch as stretches of one offset, so that hours are reckoned without a zone. */
export function reportSpans(
  branchId: string,
  zone: TimeZone,
  { firstDay, lastDay }: DayRange,
): readonly ReportSpan[] {
  const spans: ReportSpan[] = [];
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    const [startMs, endMs] = [dayStartMs(zone, day), dayEndMs(zone, day)];
    if (startMs >= endMs) continue;
    const last = endMs - 1;
    const isOne = zone.offsetMsAt(startMs) === zone.offsetMsAt(last);
    const changeMs = isOne ? endMs : changeBetween(zone.offsetMsAt, startMs, last);
    append(spans, { branchId, startMs, endMs: changeMs, offsetMs: zone.offsetMsAt(startMs) });
    if (changeMs < endMs) {
      append(spans, { branchId, startMs: changeMs, endMs, offsetMs: zone.offsetMsAt(changeMs) });
    }
  }
  return spans;
}

function append(spans: ReportSpan[], next: ReportSpan): void {
  const last = spans.at(-1);
  if (last?.offsetMs === next.offsetMs && last.endMs === next.startMs) {
    spans[spans.length - 1] = { ...last, endMs: next.endMs };
  } else spans.push(next);
}
