import type { Report, ReportCounts } from '../../model/report.ts';
import {
  addDays,
  type DayKey,
  type DayRange,
  daysFrom,
  monthOf,
  weekStart,
} from '../../time/day.ts';
import { addCounts } from './report-counts.ts';

export type ReportGrain = 'day' | 'week' | 'month';

/** Days of a range that are shown as one. */
export interface ReportBucket extends DayRange {
  readonly counts: ReportCounts;
}

/** More would be too narrow to point at. */
const DAYS_AS_DAYS = 31;
const DAYS_AS_WEEKS = 190;

export function reportGrain({ firstDay, lastDay }: DayRange): ReportGrain {
  const days = daysFrom(firstDay, lastDay) + 1;
  if (days <= DAYS_AS_DAYS) return 'day';
  return days <= DAYS_AS_WEEKS ? 'week' : 'month';
}

/** The days of a report one by one, or by weeks or months, also those on which there was nothing. */
export function reportBuckets(report: Report): readonly ReportBucket[] {
  const grain = reportGrain(report);
  const counts = new Map<DayKey, ReportCounts>();
  for (const { key, counts: more } of report.days) {
    const first = firstOf(key, grain);
    counts.set(first, addCounts(counts.get(first) ?? {}, more));
  }
  const buckets: ReportBucket[] = [];
  for (let first = firstOf(report.firstDay, grain); first <= report.lastDay; ) {
    const last = lastOf(first, grain);
    buckets.push({
      firstDay: daysFrom(first, report.firstDay) > 0 ? report.firstDay : first,
      lastDay: daysFrom(report.lastDay, last) > 0 ? report.lastDay : last,
      counts: counts.get(first) ?? addCounts({}, {}),
    });
    first = addDays(last, 1);
  }
  return buckets;
}

function firstOf(day: DayKey, grain: ReportGrain): DayKey {
  if (grain === 'day') return day;
  return grain === 'week' ? weekStart(day) : monthOf(day).firstDay;
}

function lastOf(first: DayKey, grain: ReportGrain): DayKey {
  if (grain === 'day') return first;
  return grain === 'week' ? addDays(first, 6) : monthOf(first).lastDay;
}
