import { UnstyledButton } from '@mantine/core';
import { formatChange, formatFigure } from '../../../shared/domain/reports/figure-format.ts';
import { reportBuckets } from '../../../shared/domain/reports/report-buckets.ts';
import {
  type Figure,
  type FigureId,
  figureOf,
} from '../../../shared/domain/reports/report-figures.ts';
import { spreadMedian } from '../../../shared/domain/reports/spread-median.ts';
import type { Report } from '../../../shared/model/report.ts';
import { FIGURE_MARKS } from './figure-marks.ts';
import { FigureName } from './figure-name.tsx';
import { words } from './reports-words.ts';
import { TrendLine } from './trend-line.tsx';
import type { PointAt } from './use-reports.ts';

/** The figures of the dashboard, each with what is behind it. */
const TILES: readonly FigureId[] = [
  ...(['occupancy', 'utilisation', 'booked', 'cancellation', 'late-cancellation'] as const),
  ...(['no-show', 'lead', 'wait', 'overrun', 'walk-ins', 'walk-ins-lost', 'displaced'] as const),
];

/** Each figure of these days, beside the days before, with how it went. */
export function FigureTiles(props: { readonly report: Report; readonly pointAt: PointAt }) {
  return (
    <section className="figure-tiles" aria-label={words.figures}>
      {TILES.map((id) => (
        <Tile key={id} id={id} {...props} />
      ))}
    </section>
  );
}

function Tile(props: {
  readonly id: FigureId;
  readonly report: Report;
  readonly pointAt: PointAt;
}) {
  const { id, report, pointAt } = props;
  const figure = figureOf(id);
  const { unit, isMoreBetter } = figure;
  const [now, before] = [figure.valueOf(report.all), figure.valueOf(report.former)];
  const change = formatChange(now, before, unit);
  const isMore = now !== null && before !== null && now > before;
  const isBetter = isMoreBetter === null || change === '' ? null : isMore === isMoreBetter;
  const shown = formatFigure(now, unit);
  return (
    <div className="figure-tile">
      <FigureName figure={figure} />
      {now !== null ? (
        <UnstyledButton
          className="figure-value"
          aria-label={`${figure.name}: ${words.show(shown)}`}
          onClick={() => pointAt(`${figure.name}: ${shown}`, FIGURE_MARKS[id])}
        >
          {shown}
        </UnstyledButton>
      ) : (
        <span className="figure-value">{shown}</span>
      )}
      <Change change={change} isBetter={isBetter} before={formatFigure(before, unit)} />
      <MedianOf figure={figure} report={report} />
      <TrendLine values={reportBuckets(report).map(({ counts }) => figure.valueOf(counts))} />
    </div>
  );
}

function Change(props: {
  readonly change: string | null;
  readonly isBetter: boolean | null;
  readonly before: string;
}) {
  const { change, isBetter, before } = props;
  if (change === null) return <span className="figure-change">{words.before(before)}</span>;
  const tone = isBetter === null ? undefined : isBetter ? 'ok' : 'danger';
  return (
    <span className="figure-change" data-tone={tone}>
      {change === '' ? words.same : `${change} · ${words.before(before)}`}
    </span>
  );
}

/** An average alone hides those who wait for long. */
function MedianOf({ figure, report }: { readonly figure: Figure; readonly report: Report }) {
  const spread = figure.id === 'wait' ? report.waits : figure.id === 'lead' ? report.leads : null;
  const median = spread && spreadMedian(spread);
  if (median === null) return null;
  return <span className="figure-change">{words.median(formatFigure(median, figure.unit))}</span>;
}
