import { dayName } from '../../../shared/domain/reports/day-name.ts';
import { reportGaps } from '../../../shared/domain/reports/report-gaps.ts';
import { OF_ONE_SERVICE, sayGap, sayKnown } from '../../../shared/domain/reports/say-known.ts';
import type { Report } from '../../../shared/model/report.ts';
import { Chip } from '../../ui/chip.tsx';
import { Notice } from '../../ui/notice.tsx';
import { words } from './reports-words.ts';

/** What the figures are of, how old they are, and what they lack. */
export function ReportKnown(props: { readonly report: Report; readonly isOfService: boolean }) {
  const { report } = props;
  const gaps = reportGaps(report);
  const { firstDay, lastDay, formerFirstDay, formerLastDay } = report;
  return (
    <>
      <p className="report-known">
        <b>{words.about(dayName(firstDay), dayName(lastDay))}</b>{' '}
        {words.compared(dayName(formerFirstDay), dayName(formerLastDay))}
        {report.branches.map((branch) => (
          <Chip key={branch.id} tone={branch.isElsewhere || !branch.asOfMs ? 'warn' : 'neutral'}>
            {sayKnown(branch, report)}
          </Chip>
        ))}
      </p>
      {props.isOfService ? <p className="page-hint">{OF_ONE_SERVICE}</p> : null}
      {gaps.length > 0 ? (
        <Notice tone="warn" title={words.partial}>
          <ul className="report-gaps">
            {gaps.map((gap) => (
              <li key={sayGap(gap)}>{sayGap(gap)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}
