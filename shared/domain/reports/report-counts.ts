import type { ReportCounts, ReportMeasure } from '../../model/report.ts';

const NOTHING: ReportCounts = {
  booked: 0,
  cancelled: 0,
  lateCancelled: 0,
  cancelledUnknown: 0,
  noShow: 0,
  arrived: 0,
  seen: 0,
  unsaid: 0,
  displaced: 0,
  takenMs: 0,
  seenMs: 0,
  capacityMs: 0,
  leads: 0,
  leadMs: 0,
  waits: 0,
  waitMs: 0,
  sessionsKnown: 0,
  sessionsOver: 0,
  overMs: 0,
  walkInsServed: 0,
  walkInsLost: 0,
  walkInsOpen: 0,
};

export const REPORT_MEASURES = Object.keys(NOTHING) as readonly ReportMeasure[];

/** Two parts together; what one of them does not have counts nothing. */
export function addCounts(a: Partial<ReportCounts>, b: Partial<ReportCounts>): ReportCounts {
  const sums = { ...NOTHING } as Record<ReportMeasure, number>;
  for (const measure of REPORT_MEASURES) sums[measure] = (a[measure] ?? 0) + (b[measure] ?? 0);
  return sums;
}
