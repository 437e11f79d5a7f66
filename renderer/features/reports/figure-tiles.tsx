import { UnstyledButton } from '@mantine/core';
import { reportBuckets } from '../../../shared/domain/reports/report-buckets.ts';
import {
  type Figure,
  type FigureId,
  figureOf,
} from '../../../shared/domain/reports/report-figures.ts';
import { spreadMedian } from '../../../shared/domain/reports/spread-median.ts';
import type { Report, ReportDrill } from '../../../shared/model/report.ts';
import { formatChange, formatFigure } from './figure-format.ts';
import { FigureName } from './figure-name.tsx';
import { words } from './reports-words.ts';
import { TrendLine } from './trend-line.tsx';
import type { PointAt } from './use-reports.ts';

/** The figures of the dashboard, each with the appointments behind it where it counts some. */
const TILES: readonly (readonly [FigureId, Partial<ReportDrill> | null])[] = [
  ['occupancy', { state: 'kept' }],
  ['utilisation', { state: 'arrived' }],
  ['booked', { state: 'booked' }],
  ['cancellation', { state: 'cancelled' }],
  ['late-cancellation', { state: 'late' }],
  ['no-show', { state: 'no-show' }],
  ['lead', null],
  ['wait', { state: 'seen', waitFromMin: 0 }],
  ['overrun', null],
  ['walk-ins', null],
  ['walk-ins-lost', null],
  ['displaced', { state: 'displaced' }],
];

/** Each figure of these days, beside the days before, with how it went. */
export function FigureTiles(props: { readonly report: Report; readonly pointAt: PointAt }) {
  return (
    <section className="figure-tiles" aria-label={words.figures}>
      {TILES.map(([id, drill]) => (
        <Tile key={id} figure={figureOf(id)} drill={drill} {...props} />
      ))}
    </section>
  );
}

function Tile(props: {
  readonly figure: Figure;
  readonly drill: Partial<ReportDrill> | null;
  readonly report: Report;
  readonly pointAt: PointAt;
}) {
  const { figure, drill, report, pointAt } = props;
  const { unit, isMoreBetter } = figure;
  const [now, before] = [figure.valueOf(report.all), figure.valueOf(report.former)];
  const change = formatChange(now, before, unit);
  const isMore = now !== null && before !== null && now > before;
  const isBetter = isMoreBetter === null || change === '' ? null : isMore === isMoreBetter;
  const shown = formatFigure(now, unit);
  return (
    <div className="figure-tile">
      <FigureName figure={figure} />
      {drill && now !== null ? (
        <UnstyledButton
          className="figure-value"
          aria-label={`${figure.name}: ${words.show(shown)}`}
          onClick={() => pointAt(`${figure.name}: ${shown}`, drill)}
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
