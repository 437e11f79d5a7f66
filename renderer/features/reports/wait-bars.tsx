import { waitGroupName, waitGroups } from '../../../shared/domain/reports/wait-groups.ts';
import type { Report } from '../../../shared/model/report.ts';
import { ChartFrame } from './chart-frame.tsx';
import { CountBar } from './count-bar.tsx';
import { words } from './reports-words.ts';
import type { PointAt } from './use-reports.ts';

/** How many waited for how long. */
export function WaitBars(props: { readonly report: Report; readonly pointAt: PointAt }) {
  const groups = waitGroups(props.report.waits);
  const most = Math.max(...groups.map(({ count }) => count));
  return (
    <ChartFrame
      title={words.waits}
      hint={most > 0 ? words.waitsHint : words.noWaits}
      figures={['wait']}
    >
      {most > 0 ? (
        <ul className="count-bars">
          {groups.map((group) => (
            <CountBar
              key={group.from}
              name={waitGroupName(group)}
              shown={words.patients(group.count)}
              share={group.count / most}
              onPoint={() =>
                props.pointAt(`${words.waits}: ${waitGroupName(group)}`, {
                  ...{
                    of: 'visits',
                    state: 'seen',
                    waitFromMin: group.from,
                    waitUntilMin: group.until,
                  },
                })
              }
            />
          ))}
        </ul>
      ) : null}
    </ChartFrame>
  );
}
