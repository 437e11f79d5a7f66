import { UnstyledButton } from '@mantine/core';
import type { CSSProperties } from 'react';
import { dayName, monthName, shortDayName } from '../../../shared/domain/reports/day-name.ts';
import { formatFigure, formatShare } from '../../../shared/domain/reports/figure-format.ts';
import {
  type ReportBucket,
  type ReportGrain,
  reportBuckets,
  reportGrain,
} from '../../../shared/domain/reports/report-buckets.ts';
import { figureOf } from '../../../shared/domain/reports/report-figures.ts';
import type { Report } from '../../../shared/model/report.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { FIGURE_MARKS } from './figure-marks.ts';
import { words } from './reports-words.ts';
import type { PointAt } from './use-reports.ts';

const HOUR_MS = 3_600_000;
/** More columns than these leave no room for a number, or for a name, on each. */
const NUMBERED_MAX = 31;
const NAMED_MAX = 16;
const occupancy = figureOf('occupancy');
const utilisation = figureOf('utilisation');

/** How full the days were, and how much of that came. */
export function OccupancyChart(props: { readonly report: Report; readonly pointAt: PointAt }) {
  const { report, pointAt } = props;
  const grain = reportGrain(report);
  const buckets = reportBuckets(report);
  const top = Math.max(1, ...buckets.map(({ counts }) => occupancy.valueOf(counts) ?? 0));
  const step = Math.ceil(buckets.length / NAMED_MAX);
  return (
    <ChartFrame
      title={words.onTime}
      hint={words.onTimeHint}
      figures={['occupancy', 'utilisation']}
      isWide
      table={<BucketTable buckets={buckets} grain={grain} />}
    >
      <ul className="occupancy">
        {buckets.map((bucket, i) => (
          <li key={bucket.firstDay}>
            <Column
              {...{ bucket, grain, top, pointAt }}
              isNumbered={buckets.length <= NUMBERED_MAX}
            />
            <span className="occupancy-day" aria-hidden="true">
              {i % step === 0 ? shortOf(bucket, grain) : ''}
            </span>
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}

function Column(props: {
  readonly bucket: ReportBucket;
  readonly grain: ReportGrain;
  readonly top: number;
  readonly isNumbered: boolean;
  readonly pointAt: PointAt;
}) {
  const { bucket, grain, top, pointAt } = props;
  const { firstDay, lastDay, counts } = bucket;
  const [full, came] = [occupancy.valueOf(counts), utilisation.valueOf(counts)];
  const name = nameOf(bucket, grain);
  const title = `${name}: ${formatShare(full)}`;
  const high = (value: number | null) => `${((value ?? 0) / top) * 100}%`;
  return (
    <UnstyledButton
      className="occupancy-column"
      aria-label={`${title}, ${words.cameShare} ${formatShare(came)}`}
      title={title}
      style={{ '--full': high(full), '--came': high(came) } as CSSProperties}
      onClick={() => pointAt(title, FIGURE_MARKS.occupancy, { firstDay, lastDay })}
    >
      {props.isNumbered && full !== null ? (
        <span className="occupancy-number">{Math.round(full * 100)}</span>
      ) : null}
      <span className="occupancy-bar" />
    </UnstyledButton>
  );
}

const shortOf = ({ firstDay }: ReportBucket, grain: ReportGrain): string =>
  grain === 'month' ? monthName(firstDay) : shortDayName(firstDay);

function nameOf({ firstDay, lastDay }: ReportBucket, grain: ReportGrain): string {
  if (grain === 'day') return dayName(firstDay);
  return words.about(dayName(firstDay), dayName(lastDay));
}

function BucketTable(props: {
  readonly buckets: readonly ReportBucket[];
  readonly grain: ReportGrain;
}) {
  return (
    <SimpleTable
      head={[words.days, words.bookedShare, words.cameShare, words.capacity]}
      rows={props.buckets.map((bucket) => ({
        id: bucket.firstDay,
        cells: [
          nameOf(bucket, props.grain),
          formatFigure(occupancy.valueOf(bucket.counts), 'share'),
          formatFigure(utilisation.valueOf(bucket.counts), 'share'),
          words.hoursOf(bucket.counts.capacityMs / HOUR_MS),
        ],
      }))}
    />
  );
}
