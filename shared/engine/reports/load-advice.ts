import { ok, type Result } from '../../core/result.ts';
import { findAdvice } from '../../domain/advice/find-advice.ts';
import type { AdviceFound } from '../../model/advice.ts';
import { ADVICE_WEEKS, ADVICE_WEEKS_MIN } from '../../model/choices.ts';
import type { ReportRefusal } from '../../model/report.ts';
import { addDays, dayAt, weekStart } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { Store } from '../store/open-store.ts';
import { loadAdviceFacts } from './load-advice-facts.ts';
import { chooseReportBranches, type Reporting } from './load-report.ts';

/** What is worth changing at the branches that somebody answers for, from the weeks that are over. */
export async function loadAdvice(
  store: Store,
  reporting: Reporting,
  branchId: string | null,
): Promise<Result<AdviceFound, ReportRefusal>> {
  const { organisationId, nowMs } = reporting;
  const chosen = await chooseReportBranches(store, reporting, { branchId });
  if (!chosen.ok) return chosen;
  const branches = chosen.value.filter(({ isElsewhere }) => !isElsewhere);
  const zone = knownTimeZone(branches[0]?.timeZone ?? 'UTC');
  const firstDay = addDays(weekStart(dayAt(zone, nowMs)), -7 * ADVICE_WEEKS);
  const range = { organisationId, branches, firstDay, weeks: ADVICE_WEEKS, nowMs };
  const facts = await loadAdviceFacts(store, range);
  const { lastDay, weeks } = facts;
  return ok({ firstDay, lastDay, weeks, weeksNeeded: ADVICE_WEEKS_MIN, advice: findAdvice(facts) });
}
