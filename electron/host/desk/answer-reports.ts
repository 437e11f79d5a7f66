import { ok, type Result } from '../../../shared/core/result.ts';
import { reportNotes, reportRows } from '../../../shared/domain/export/report-rows.ts';
import { loadAdvice } from '../../../shared/engine/reports/load-advice.ts';
import type { Reporting } from '../../../shared/engine/reports/load-report.ts';
import { loadReport } from '../../../shared/engine/reports/load-report.ts';
import { loadReportSessions } from '../../../shared/engine/reports/load-report-sessions.ts';
import { loadReportVisits } from '../../../shared/engine/reports/load-report-visits.ts';
import { loadReportWalkIns } from '../../../shared/engine/reports/load-report-walk-ins.ts';
import { noteReportFile } from '../../../shared/engine/reports/note-report-file.ts';
import { noteReportLook } from '../../../shared/engine/reports/note-report-look.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import type { Behind, Report, ReportRefusal } from '../../../shared/model/report.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { MissingLetters } from '../../../shared/wire/desk/paper.ts';
import type { ReportFileAnswer, ReportFileWish } from '../../../shared/wire/desk/report.ts';
import { reportPaper } from '../pdf/report-paper.ts';
import { writePdf } from '../pdf/write-pdf.ts';
import { writeCsv, writeSheets } from './write-table-file.ts';

export type ReportAsk = Extract<
  Ask,
  {
    readonly kind:
      | ('advice' | 'report' | 'report-file')
      | ('report-visits' | 'report-sessions' | 'report-walk-ins');
  }
>;

/** Reports of this computer's book, for those who answer for it. */
export async function answerReports(
  store: Store,
  reporting: Reporting,
  ask: ReportAsk,
): Promise<AnswerOf<ReportAsk>> {
  switch (ask.kind) {
    case 'advice':
      return loadAdvice(store, reporting, ask.branchId);
    case 'report':
      return loadReport(store, reporting, ask);
    case 'report-visits':
      return named(store, reporting, ask, await loadReportVisits(store, reporting, ask, ask.drill));
    case 'report-sessions':
      return loadReportSessions(store, reporting, ask, ask.limit);
    case 'report-walk-ins':
      return named(store, reporting, ask, await loadReportWalkIns(store, reporting, ask, ask));
    case 'report-file':
      return makeFile(store, reporting, ask);
  }
}

/** Where patients are named, that somebody looked is written down. */
async function named<T>(
  store: Store,
  reporting: Reporting,
  ask: Extract<ReportAsk, { readonly kind: 'report-visits' | 'report-walk-ins' }>,
  found: Result<Behind<T>, ReportRefusal>,
): Promise<Result<Behind<T>, ReportRefusal>> {
  if (found.ok && found.value.first.length > 0) {
    await noteReportLook(store, reporting, ask, found.value.first.length);
  }
  return found;
}

async function makeFile(
  store: Store,
  reporting: Reporting,
  wish: ReportFileWish,
): Promise<ReportFileAnswer> {
  const report = await loadReport(store, reporting, wish);
  if (!report.ok) return report;
  const made = await bytesOf(report.value, wish);
  if (!made.ok) return made;
  await noteReportFile(store, reporting, wish);
  return ok({
    name: `Report ${wish.firstDay} ${wish.lastDay}.${wish.format}`,
    base64: Buffer.from(made.value).toString('base64'),
    count: reportRows(report.value).length - 1,
  });
}

/** The figures, with how old they are, what they are of and what they mean. */
async function bytesOf(
  report: Report,
  wish: ReportFileWish,
): Promise<Result<Uint8Array, MissingLetters>> {
  if (wish.format === 'pdf') return writePdf(reportPaper(report, wish));
  const [figures, notes] = [reportRows(report), reportNotes(report, wish)];
  if (wish.format === 'csv') return ok(writeCsv([...figures, [], ...notes]));
  return ok(
    await writeSheets([
      { name: 'Report', rows: figures },
      { name: 'What the figures mean', rows: notes },
    ]),
  );
}
