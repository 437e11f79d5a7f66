import { z } from 'zod';
import type { Result } from '../../core/result.ts';
import type { AdviceFound } from '../../model/advice.ts';
import {
  type Behind,
  type Report,
  type ReportRefusal,
  type ReportSession,
  type ReportVisit,
  type ReportWalkIn,
  reportDrillSchema,
  reportScopeSchema,
  reportWalkInSchema,
} from '../../model/report.ts';
import type { ExportedFile } from './export.ts';
import type { MissingLetters } from './paper.ts';

export const reportWishSchema = reportScopeSchema.extend({ kind: z.literal('report') });

/** The appointments behind a mark of a report. */
export const reportVisitsWishSchema = reportScopeSchema.extend({
  kind: z.literal('report-visits'),
  drill: reportDrillSchema,
});

/** The sessions that went on for longer than planned. */
export const reportSessionsWishSchema = reportScopeSchema
  .extend({ kind: z.literal('report-sessions') })
  .extend(reportDrillSchema.pick({ limit: true }).shape);

/** Who came without an appointment. */
export const reportWalkInsWishSchema = reportScopeSchema
  .extend({ kind: z.literal('report-walk-ins'), state: reportWalkInSchema })
  .extend(reportDrillSchema.pick({ limit: true }).shape);

/** What is worth changing at a branch, or at all of them. */
export const adviceWishSchema = reportScopeSchema
  .pick({ branchId: true })
  .extend({ kind: z.literal('advice') });

/** A report as a file; it names no patients. */
export const reportFileWishSchema = reportScopeSchema.extend({
  kind: z.literal('report-file'),
  format: z.enum(['csv', 'xlsx', 'pdf']),
});
export type ReportFileWish = z.infer<typeof reportFileWishSchema>;

export type AdviceAnswer = Result<AdviceFound, ReportRefusal>;
export type ReportAnswer = Result<Report, ReportRefusal>;
export type ReportVisitsAnswer = Result<Behind<ReportVisit>, ReportRefusal>;
export type ReportSessionsAnswer = Result<Behind<ReportSession>, ReportRefusal>;
export type ReportWalkInsAnswer = Result<Behind<ReportWalkIn>, ReportRefusal>;
export type ReportFileAnswer = Result<ExportedFile, ReportRefusal | MissingLetters>;
