import type { Alert } from '../../model/alert.ts';
import { isAlertOpen } from './alert-rules.ts';

/** What happened, as whoever noticed it says. */
export type AlertNews = Pick<
  Alert,
  'kind' | 'branchId' | 'subjectId' | 'subjectName' | 'byName' | 'reason' | 'day' | 'amount'
>;

/** The alert of something that happened: another one, or one more in the one there is. */
export function raiseAlert(
  id: string,
  before: Alert | null,
  news: AlertNews,
  nowMs: number,
): Alert {
  if (before === null) {
    return {
      ...{ id, ...news, count: 1, firstMs: nowMs, lastMs: nowMs },
      ...{ settledThroughMs: 0, settledCount: 0, settledAtMs: null, settledBy: null },
      snoozedUntilMs: null,
    };
  }
  // Two that happen within a millisecond, or after a clock was set back, are two all the same.
  const lastMs = Math.max(nowMs, before.lastMs + 1);
  const firstMs = isAlertOpen(before) ? before.firstMs : lastMs;
  return { ...before, ...news, count: before.count + 1, firstMs, lastMs };
}

/** What of it happened until then is looked after; `settledBy` is null if nobody had to. */
export const settleAlert = (before: Alert, settledBy: string | null, nowMs: number): Alert => ({
  ...before,
  settledThroughMs: before.lastMs,
  settledCount: before.count,
  settledAtMs: nowMs,
  settledBy,
  snoozedUntilMs: null,
});
