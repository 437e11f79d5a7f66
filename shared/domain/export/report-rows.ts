import type { Report, ReportCounts, ReportPart } from '../../model/report.ts';
import { instantToIso } from '../../time/iso-instant.ts';
import { figureOf, REPORT_FIGURES } from '../reports/report-figures.ts';
import { spreadMedian } from '../reports/spread-median.ts';

type Row = readonly (string | number)[];

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * A report as lines of one table: each part with every figure, the former range, how old what is
 * known of each branch is, and what the figures mean. Shares are of 1; times in minutes and days.
 */
export function reportRows(report: Report): readonly Row[] {
  const part = (name: string, of: string, counts: ReportCounts): Row => [
    name,
    of,
    ...REPORT_FIGURES.map((figure) => rounded(figure.valueOf(counts))),
  ];
  const nameOf = (id: string): string => report.names[id]?.name ?? id;
  const branchOf = (id: string): string =>
    report.branches.find((branch) => branch.id === id)?.name ?? id;
  const parts = (name: string, list: readonly ReportPart[], of: (key: string) => string) =>
    list.map(({ key, counts }) => part(name, of(key), counts));
  return [
    ['part', 'of', ...REPORT_FIGURES.map(({ name, unit }) => `${name} (${unit})`)],
    part('these days', `${report.firstDay} to ${report.lastDay}`, report.all),
    part('days before', `${report.formerFirstDay} to ${report.formerLastDay}`, report.former),
    ...parts('branch', report.perBranch, branchOf),
    ...parts('doctor', report.doctors, nameOf),
    ...parts('service', report.services, nameOf),
    ...parts('weekday', report.weekdays, (key) => WEEKDAYS[Number(key) - 1] ?? key),
    ...parts('hour', report.hours, (key) => `${key.padStart(2, '0')}:00`),
    ...parts('day', report.days, (key) => key),
    [],
    ['median', figureOf('wait').name, spreadMedian(report.waits) ?? '', 'minutes'],
    ['median', figureOf('lead').name, spreadMedian(report.leads) ?? '', 'days'],
    ...report.branches.map(
      ({ name, asOfMs, isElsewhere }): Row => [
        'known as of',
        name,
        isElsewhere || asOfMs === null ? 'not known here' : instantToIso(asOfMs),
      ],
    ),
    ...REPORT_FIGURES.map(({ name, definition }): Row => ['definition', name, definition]),
  ];
}

const rounded = (value: number | null): number | string =>
  value === null ? '' : Math.round(value * 1000) / 1000;
