import type { Report, ReportBranch } from '../../model/report.ts';
import { type DayKey, dayAt } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';

/** What a report does not know. */
export type ReportGap =
  /** The book of a branch is not on this computer. */
  | { readonly kind: 'elsewhere'; readonly branch: ReportBranch }
  /** Nothing was ever heard of a branch. */
  | { readonly kind: 'never-heard'; readonly branch: ReportBranch }
  /** What a branch did after a day of the range is not known yet. */
  | { readonly kind: 'behind'; readonly branch: ReportBranch; readonly since: DayKey }
  /** Visits that are over, of which nobody said what became of them. */
  | { readonly kind: 'unsaid'; readonly count: number }
  /** Cancelled appointments of which it was not noted when. */
  | { readonly kind: 'cancelled-unknown'; readonly count: number }
  | { readonly kind: 'no-capacity' };

/** An hour without a word of a branch is nothing to mention on a day that is not over. */
const USUAL_MS = 3_600_000;

/** What is missing in a report, in the order in which it matters. */
export function reportGaps(report: Report): readonly ReportGap[] {
  const { unsaid, cancelledUnknown, capacityMs, booked } = report.all;
  return [
    ...report.branches.flatMap((branch) => branchGap(branch, report)),
    ...(unsaid > 0 ? [{ kind: 'unsaid' as const, count: unsaid }] : []),
    ...(cancelledUnknown > 0
      ? [{ kind: 'cancelled-unknown' as const, count: cancelledUnknown }]
      : []),
    ...(capacityMs === 0 && booked > 0 ? [{ kind: 'no-capacity' as const }] : []),
  ];
}

function branchGap(branch: ReportBranch, { lastDay, nowMs }: Report): readonly ReportGap[] {
  if (branch.isElsewhere) return [{ kind: 'elsewhere', branch }];
  if (branch.asOfMs === null) return [{ kind: 'never-heard', branch }];
  const since = dayAt(knownTimeZone(branch.timeZone), branch.asOfMs);
  const isBehind = nowMs - branch.asOfMs > USUAL_MS && since <= lastDay;
  return isBehind ? [{ kind: 'behind', branch, since }] : [];
}
