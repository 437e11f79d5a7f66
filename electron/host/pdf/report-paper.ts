import {
  REPORT_LABELS,
  type ReportRow,
  reportNotes,
  reportRows,
} from '../../../shared/domain/export/report-rows.ts';
import { formatFigure } from '../../../shared/domain/reports/figure-format.ts';
import { reportGaps } from '../../../shared/domain/reports/report-gaps.ts';
import { sayAllKnown, sayGap } from '../../../shared/domain/reports/say-known.ts';
import type { Report, ReportScope } from '../../../shared/model/report.ts';
import type { Paper, PaperPart } from './paper.ts';

/** Figures beside each other on a sheet; more of them go into further tables. */
const FIGURES_AT_ONCE = 6;
/** What a row is of; how old that is stands above the table and at the foot of each page. */
const NAMES = 2;

/**
 * A report on paper: every row of it as it is in files (see `reportRows`), so many figures at a time,
 * under how old what is known is and what is missing; and then what the figures mean.
 */
export function reportPaper(report: Report, scope: ReportScope): Paper {
  const title = `Report of ${report.firstDay} to ${report.lastDay}`;
  const known = `${sayAllKnown(report.branches)}.`;
  const lines = [known, ...reportGaps(report).map(sayGap)];
  const parts = tablesOf(reportRows(report, formatFigure)).map(
    (table, i): PaperPart => ({
      ...table,
      heading: i === 0 ? title : '',
      lines: i === 0 ? lines : [known],
    }),
  );
  return {
    ...{ title, madeWords: known, isWide: true },
    parts: [...parts, meaningsOf(reportNotes(report, scope))],
  };
}

function tablesOf([head = [], ...rows]: readonly ReportRow[]) {
  const tables: Pick<PaperPart, 'columns' | 'rows' | 'isOwnPage'>[] = [];
  for (let from = REPORT_LABELS.length; from < head.length; from += FIGURES_AT_ONCE) {
    const pick = (row: ReportRow): readonly string[] =>
      [...row.slice(0, NAMES), ...row.slice(from, from + FIGURES_AT_ONCE)].map(String);
    tables.push({
      columns: pick(head).map((name, i) => ({ name, share: i === 1 ? 24 : 12 })),
      rows: rows.map(pick),
      isOwnPage: true,
    });
  }
  return tables;
}

const meaningsOf = (notes: readonly ReportRow[]): PaperPart => ({
  ...{ heading: 'What the figures mean', lines: [], isOwnPage: true },
  columns: [
    { name: '', share: 10 },
    { name: '', share: 20 },
    { name: '', share: 70 },
  ],
  rows: notes.map((row) => row.map(String)),
});
