import { type ReportGap, reportGaps } from '../../../shared/domain/reports/report-gaps.ts';
import type { Report } from '../../../shared/model/report.ts';
import { Chip } from '../../ui/chip.tsx';
import { Notice } from '../../ui/notice.tsx';
import { instantWords } from '../../words/instant-words.ts';
import { dayName } from './day-name.ts';
import { words } from './reports-words.ts';

/** What the figures are of, how old they are, and what they lack. */
export function ReportKnown({ report }: { readonly report: Report }) {
  const gaps = reportGaps(report);
  const { firstDay, lastDay, formerFirstDay, formerLastDay } = report;
  return (
    <>
      <p className="report-known">
        <b>{words.about(dayName(firstDay), dayName(lastDay))}</b>{' '}
        {words.compared(dayName(formerFirstDay), dayName(formerLastDay))}
        {report.branches.map((branch) => (
          <Chip key={branch.id} tone={branch.isElsewhere || !branch.asOfMs ? 'warn' : 'neutral'}>
            {asOf(branch, report.nowMs)}
          </Chip>
        ))}
      </p>
      {gaps.length > 0 ? (
        <Notice tone="warn" title={words.partial}>
          <ul className="report-gaps">
            {gaps.map((gap) => (
              <li key={gapWords(gap)}>{gapWords(gap)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}

function asOf({ name, timeZone, asOfMs, isElsewhere }: Report['branches'][number], nowMs: number) {
  if (isElsewhere) return words.elsewhereShort(name);
  if (asOfMs === null) return words.neverHeard(name);
  const say = instantWords(timeZone);
  const isToday = say.day(asOfMs) === say.day(nowMs);
  return words.asOf(name, isToday ? say.time(asOfMs) : `${say.day(asOfMs)}, ${say.time(asOfMs)}`);
}

function gapWords(gap: ReportGap): string {
  switch (gap.kind) {
    case 'elsewhere':
      return words.elsewhere(gap.branch.name);
    case 'never-heard':
      return words.neverHeard(gap.branch.name);
    case 'behind':
      return words.behind(gap.branch.name, dayName(gap.since));
    case 'unsaid':
      return words.unsaid(gap.count);
    case 'cancelled-unknown':
      return words.cancelledUnknown(gap.count);
    case 'no-capacity':
      return words.noCapacity;
  }
}
