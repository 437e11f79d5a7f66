import type { Report, ReportCounts, ReportPart, ReportScope } from '../../model/report.ts';
import { type FigureUnit, figureOf, REPORT_FIGURES } from '../reports/report-figures.ts';
import { reportGaps } from '../reports/report-gaps.ts';
import { OF_ONE_SERVICE, sayAllKnown, sayGap, sayKnownInFile } from '../reports/say-known.ts';
import { spreadMedian } from '../reports/spread-median.ts';
import { waitGroupName, waitGroups } from '../reports/wait-groups.ts';

export type ReportRow = readonly (string | number)[];

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Before the figures stand what a row is of, and how old what is known of that is. */
export const REPORT_LABELS = ['part', 'of', 'as of'] as const;

/**
 * A report as lines of one table: each part with every figure, and the former range. Where `write`
 * does not say otherwise, shares are of 1, and times in minutes and days.
 */
export function reportRows(
  report: Report,
  write: (value: number | null, unit: FigureUnit) => string | number = rounded,
): readonly ReportRow[] {
  const known = sayAllKnown(report.branches);
  const part = (name: string, of: string, counts: ReportCounts, asOf = known): ReportRow => [
    ...[name, of, asOf],
    ...REPORT_FIGURES.map((figure) => write(figure.valueOf(counts), figure.unit)),
  ];
  const nameOf = (id: string): string => report.names[id]?.name ?? id;
  const parts = (name: string, list: readonly ReportPart[], of: (key: string) => string) =>
    list.map(({ key, counts }) => part(name, of(key), counts));
  return [
    [...REPORT_LABELS, ...REPORT_FIGURES.map(({ name, unit }) => `${name} (${unit})`)],
    part('these days', `${report.firstDay} to ${report.lastDay}`, report.all),
    part('days before', `${report.formerFirstDay} to ${report.formerLastDay}`, report.former),
    ...report.perBranch.map(({ key, counts }) => {
      const branch = report.branches.find(({ id }) => id === key);
      return part('branch', branch?.name ?? key, counts, branch && sayKnownInFile(branch));
    }),
    ...parts('doctor', report.doctors, nameOf),
    ...parts('service', report.services, nameOf),
    ...parts('weekday', report.weekdays, (key) => WEEKDAYS[Number(key) - 1] ?? key),
    ...parts('hour', report.hours, (key) => clock(Number(key))),
    ...parts('weekday and hour', report.cells, (key) => {
      const [weekday, hour] = [Math.floor(Number(key) / 24), Number(key) % 24];
      return `${WEEKDAYS[weekday - 1]} ${clock(hour)}`;
    }),
    ...parts('day', report.days, (key) => key),
  ];
}

type Chosen = Pick<ReportScope, 'branchId' | 'doctorId' | 'serviceId'>;

/**
 * What belongs to these figures: what they are of, how old what is known of each branch is, what is
 * missing, how many waited for how long, and what each figure means.
 */
export function reportNotes(report: Report, chosen: Chosen): readonly ReportRow[] {
  return [
    ...chosenRows(report, chosen),
    ...report.branches.map(
      (branch): ReportRow => [...['known as of', branch.name, sayKnownInFile(branch)]],
    ),
    ...(chosen.serviceId === null ? [] : [['note', '', OF_ONE_SERVICE]]),
    ...reportGaps(report).map((gap): ReportRow => ['missing', '', sayGap(gap)]),
    ['median', figureOf('wait').name, inUnit(spreadMedian(report.waits), 'minutes')],
    ['median', figureOf('lead').name, inUnit(spreadMedian(report.leads), 'days')],
    ...waitGroups(report.waits).map(
      (group): ReportRow => [...['waited', `${waitGroupName(group)} minutes`], group.count],
    ),
    ...REPORT_FIGURES.map(({ name, definition }): ReportRow => ['definition', name, definition]),
  ];
}

/** A file is read without the screen on which it was chosen what it is of. */
function chosenRows(
  { names, branches }: Report,
  { branchId, doctorId, serviceId }: Chosen,
): readonly ReportRow[] {
  const branch = branches.find(({ id }) => id === branchId)?.name;
  const of = { branch, doctor: names[doctorId ?? '']?.name, service: names[serviceId ?? '']?.name };
  return Object.entries(of).map(([kind, name]) => ['only of', kind, name ?? 'all']);
}

const inUnit = (value: number | null, unit: string): string =>
  value === null ? '' : `${value} ${unit}`;

const rounded = (value: number | null): number | string =>
  value === null ? '' : Math.round(value * 1000) / 1000;
