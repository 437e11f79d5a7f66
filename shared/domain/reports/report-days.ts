import { err, ok, type Result } from '../../core/result.ts';
import { REPORT_DAYS_MAX } from '../../model/choices.ts';
import type { ReportRefusal } from '../../model/report.ts';
import { addDays, type DayRange, daysFrom } from '../../time/day.ts';

/** The days of a report, with as many before them; refused where they run backwards or are too many. */
export function reportDays({
  firstDay,
  lastDay,
}: DayRange): Result<{ readonly now: DayRange; readonly former: DayRange }, ReportRefusal> {
  const count = daysFrom(firstDay, lastDay) + 1;
  if (count < 1 || firstDay < EARLIEST) return err({ kind: 'no-such-days' });
  if (count > REPORT_DAYS_MAX) return err({ kind: 'too-many-days', max: REPORT_DAYS_MAX });
  const former = { firstDay: addDays(firstDay, -count), lastDay: addDays(firstDay, -1) };
  return ok({ now: { firstDay, lastDay }, former });
}

/** Nothing is reckoned before 1970: a former range may reach as far back as a range is long. */
const EARLIEST = '1980-01-01';
