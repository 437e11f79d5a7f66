import { UnstyledButton } from '@mantine/core';
import type { CSSProperties } from 'react';
import { formatFigure } from '../../../shared/domain/reports/figure-format.ts';
import { type FigureId, figureOf } from '../../../shared/domain/reports/report-figures.ts';
import type {
  Report,
  ReportCounts,
  ReportPart,
  ReportScope,
} from '../../../shared/model/report.ts';
import { ChartFrame } from './chart-frame.tsx';
import { FIGURE_MARKS } from './figure-marks.ts';
import { FigureName } from './figure-name.tsx';
import { words } from './reports-words.ts';
import type { PointAt } from './use-reports.ts';

const COLUMNS: readonly FigureId[] = [
  ...(['occupancy', 'utilisation', 'booked', 'cancellation', 'no-show', 'wait'] as const),
  ...(['lead', 'overrun'] as const),
];

/** Doctors, services and branches side by side. */
export function DoctorsCompared(props: { readonly report: Report; readonly pointAt: PointAt }) {
  const { report, pointAt } = props;
  const nameOf = (id: string, prefix: string, left: string): string => {
    const known = report.names[id];
    return known ? `${prefix}${known.name}${known.isFormer ? ` (${left})` : ''}` : id;
  };
  const branchOf = (id: string): string =>
    report.branches.find((branch) => branch.id === id)?.name ?? id;
  return (
    <>
      <Parts
        {...{ title: words.doctors, of: words.doctor, parts: report.doctors, pointAt }}
        name={(id) => nameOf(id, 'Dr. ', words.left)}
        scope={(doctorId) => ({ doctorId })}
      />
      <Parts
        {...{ title: words.services, of: words.service, parts: report.services, pointAt }}
        name={(id) => nameOf(id, '', words.noLonger)}
        scope={(serviceId) => ({ serviceId })}
      />
      {report.perBranch.length > 1 ? (
        <Parts
          {...{ title: words.branches, of: words.branch, parts: report.perBranch, pointAt }}
          name={branchOf}
          scope={(branchId) => ({ branchId })}
        />
      ) : null}
    </>
  );
}

function Parts(props: {
  readonly title: string;
  readonly of: string;
  readonly parts: readonly ReportPart[];
  readonly name: (id: string) => string;
  readonly scope: (id: string) => Partial<ReportScope>;
  readonly pointAt: PointAt;
}) {
  const { title, parts, name } = props;
  const hasCapacity = parts.some(({ counts }) => counts.capacityMs > 0);
  const figures = COLUMNS.filter(
    (id) => hasCapacity || !['occupancy', 'utilisation', 'overrun'].includes(id),
  );
  if (parts.length === 0) return null;
  return (
    <ChartFrame title={title} isWide>
      <div className="compared-frame">
        <table className="table-plain compared">
          <thead>
            <tr>
              <th scope="col">{props.of}</th>
              {figures.map((id) => (
                <th key={id} scope="col">
                  <FigureName figure={figureOf(id)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts
              .toSorted((a, b) => b.counts.booked - a.counts.booked)
              .map(({ key, counts }) => (
                <tr key={key}>
                  <th scope="row">
                    <UnstyledButton
                      className="compared-name"
                      onClick={() =>
                        props.pointAt(name(key), FIGURE_MARKS.booked, props.scope(key))
                      }
                    >
                      {name(key)}
                    </UnstyledButton>
                  </th>
                  {figures.map((id) => (
                    <FigureCell
                      key={id}
                      {...{ id, counts }}
                      of={name(key)}
                      onPoint={(title) => props.pointAt(title, FIGURE_MARKS[id], props.scope(key))}
                    />
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  );
}

/** A figure of one row, which leads to what it counts; a share is drawn under its number, too. */
function FigureCell(props: {
  readonly id: FigureId;
  readonly counts: ReportCounts;
  readonly of: string;
  readonly onPoint: (title: string) => void;
}) {
  const figure = figureOf(props.id);
  const { name, unit } = figure;
  const value = figure.valueOf(props.counts);
  const shown = formatFigure(value, unit);
  const title = `${props.of}, ${name}: ${shown}`;
  return (
    <td style={barOf(value, unit)}>
      {value === null ? (
        shown
      ) : (
        <UnstyledButton
          className="compared-figure"
          aria-label={title}
          onClick={() => props.onPoint(title)}
        >
          {shown}
        </UnstyledButton>
      )}
    </td>
  );
}

const barOf = (value: number | null, unit: string): CSSProperties | undefined =>
  unit === 'share' && value !== null
    ? ({ '--share': `${Math.min(1, value) * 100}%` } as CSSProperties)
    : undefined;
