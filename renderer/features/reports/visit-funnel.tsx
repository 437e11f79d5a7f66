import { formatFigure } from '../../../shared/domain/reports/figure-format.ts';
import { type FigureId, figureOf } from '../../../shared/domain/reports/report-figures.ts';
import type { ReportCounts } from '../../../shared/model/report.ts';
import { ChartFrame } from './chart-frame.tsx';
import { CountBar } from './count-bar.tsx';
import { FIGURE_MARKS } from './figure-marks.ts';
import { FigureName } from './figure-name.tsx';
import { words } from './reports-words.ts';
import type { PointAt } from './use-reports.ts';

/** What was booked, as far as it came. */
export function VisitFunnel(props: { readonly counts: ReportCounts; readonly pointAt: PointAt }) {
  const { booked, cancelled, noShow, arrived, seen } = props.counts;
  const kept = booked - cancelled;
  const steps: readonly (readonly [FigureId, string])[] = [
    ['booked', ''],
    ['kept', words.lostTo.kept(cancelled)],
    ['arrived', words.lostTo.arrived(noShow, kept - noShow - arrived)],
    ['seen', words.lostTo.seen(arrived - seen)],
  ];
  return (
    <ChartFrame title={words.funnel}>
      <ul className="count-bars">
        {steps.map(([id, note]) => {
          const figure = figureOf(id);
          const count = figure.valueOf(props.counts) ?? 0;
          const share = booked > 0 ? count / booked : null;
          return (
            <CountBar
              key={id}
              name={figure.name}
              label={<FigureName figure={figure} />}
              shown={`${count.toLocaleString('en-GB')} · ${formatFigure(share, 'share')}`}
              share={share ?? 0}
              note={note}
              onPoint={() => props.pointAt(figure.name, FIGURE_MARKS[id])}
            />
          );
        })}
      </ul>
    </ChartFrame>
  );
}
