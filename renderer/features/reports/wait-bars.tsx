import type { Report, Spread } from '../../../shared/model/report.ts';
import { ChartFrame } from './chart-frame.tsx';
import { CountBar } from './count-bar.tsx';
import { words } from './reports-words.ts';
import type { PointAt } from './use-reports.ts';

/** From how many minutes on each group waited. */
const GROUPS = [0, 5, 10, 15, 20, 30, 45, 60];

/** How many waited for how long. */
export function WaitBars(props: { readonly report: Report; readonly pointAt: PointAt }) {
  const groups = GROUPS.map((from, i) => {
    const until = GROUPS[i + 1] ?? null;
    return { from, until, count: countBetween(props.report.waits, from, until) };
  });
  const most = Math.max(...groups.map(({ count }) => count));
  return (
    <ChartFrame title={words.waits} hint={most > 0 ? words.waitsHint : words.noWaits}>
      {most > 0 ? (
        <ul className="count-bars">
          {groups.map(({ from, until, count }) => (
            <CountBar
              key={from}
              name={words.minutes(from, until)}
              shown={words.patients(count)}
              share={count / most}
              onPoint={() =>
                props.pointAt(`${words.waits}: ${words.minutes(from, until)}`, {
                  ...{ of: 'visits', state: 'seen', waitFromMin: from, waitUntilMin: until },
                })
              }
            />
          ))}
        </ul>
      ) : null}
    </ChartFrame>
  );
}

const countBetween = (spread: readonly Spread[], from: number, until: number | null): number =>
  spread
    .filter(({ at }) => at >= from && (until === null || at < until))
    .reduce((sum, { count }) => sum + count, 0);
