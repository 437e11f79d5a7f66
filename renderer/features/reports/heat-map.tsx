import { UnstyledButton } from '@mantine/core';
import type { CSSProperties } from 'react';
import { formatShare } from '../../../shared/domain/reports/figure-format.ts';
import { figureOf } from '../../../shared/domain/reports/report-figures.ts';
import type { Report, ReportCounts } from '../../../shared/model/report.ts';
import { ChartFrame } from './chart-frame.tsx';
import { words } from './reports-words.ts';
import type { PointAt } from './use-reports.ts';

const occupancy = figureOf('occupancy');
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Some hour of the week. */
interface Cell {
  readonly weekday: number;
  readonly hour: number;
  readonly value: number;
}

/** How full each hour of the week is, with the number in it. */
export function HeatMap(props: { readonly report: Report; readonly pointAt: PointAt }) {
  const { report, pointAt } = props;
  const counts = new Map(report.cells.map((part) => [Number(part.key), part.counts]));
  const used = report.cells.filter((part) => part.counts.capacityMs + part.counts.takenMs > 0);
  const hours = used.map(({ key }) => Number(key) % 24);
  const [from, until] = [Math.min(...hours), Math.max(...hours)];
  if (hours.length === 0) return null;
  const shown = Array.from({ length: until - from + 1 }, (_, i) => from + i);
  return (
    <ChartFrame title={words.heat} hint={words.heatHint} figures={['occupancy']} isWide>
      <Extremes {...{ report, pointAt }} />
      <table className="heat">
        <thead>
          <tr>
            <th scope="col">{words.hour}</th>
            {shown.map((hour) => (
              <th key={hour} scope="col">
                {clock(hour)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {words.weekdays.map((name, i) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {shown.map((hour) => (
                <td key={hour}>
                  <HeatCell
                    {...{ weekday: i + 1, hour, pointAt }}
                    counts={counts.get((i + 1) * 24 + hour)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ChartFrame>
  );
}

function HeatCell(props: {
  readonly weekday: number;
  readonly hour: number;
  readonly counts: ReportCounts | undefined;
  readonly pointAt: PointAt;
}) {
  const { weekday, hour, counts, pointAt } = props;
  const value = counts ? occupancy.valueOf(counts) : null;
  const day = words.weekdaysLong[weekday - 1] ?? '';
  if (value === null) {
    return (
      <span className="heat-none" role="img" aria-label={words.noOne}>
        ·
      </span>
    );
  }
  const title = words.cell(day, clock(hour), formatShare(value));
  return (
    <UnstyledButton
      className="heat-cell"
      data-strong={value >= 0.6}
      aria-label={title}
      title={title}
      style={{ '--heat': `${Math.min(100, Math.round(value * 100))}%` } as CSSProperties}
      onClick={() => pointAt(title, { of: 'visits', state: 'kept', weekday, hour })}
    >
      {Math.round(value * 100)}
    </UnstyledButton>
  );
}

/** The hours with which whoever answers for the clinic begins. */
function Extremes({ report, pointAt }: { readonly report: Report; readonly pointAt: PointAt }) {
  const cells = report.cells.flatMap(({ key, counts }): Cell[] => {
    const value = occupancy.valueOf(counts);
    const no = Number(key);
    return value === null ? [] : [{ weekday: Math.floor(no / 24), hour: no % 24, value }];
  });
  const [emptiest, fullest] = [
    cells.toSorted((a, b) => a.value - b.value)[0],
    cells.toSorted((a, b) => b.value - a.value)[0],
  ];
  if (!emptiest || !fullest) return null;
  const extremes = [
    [words.peak, fullest],
    [words.idle, emptiest],
  ] as const;
  return (
    <p className="heat-extremes">
      {extremes.map(([name, { weekday, hour, value }]) => {
        const when = `${words.weekdaysLong[weekday - 1]} ${clock(hour)}`;
        const title = name(when, formatShare(value));
        return (
          <UnstyledButton
            key={title}
            className="compared-name"
            onClick={() => pointAt(title, { of: 'visits', state: 'kept', weekday, hour })}
          >
            {title}
          </UnstyledButton>
        );
      })}
    </p>
  );
}
