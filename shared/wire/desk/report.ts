import { z } from 'zod';
import type { Result } from '../../core/result.ts';
import type { AdviceFound } from '../../model/advice.ts';
import {
  type Report,
  type ReportRefusal,
  type ReportVisits,
  reportDrillSchema,
  reportScopeSchema,
} from '../../model/report.ts';
import type { ExportedFile } from './export.ts';
import type { MissingLetters } from './paper.ts';

export const reportWishSchema = reportScopeSchema.extend({ kind: z.literal('report') });

/** The appointments behind a mark of a report. */
export const reportVisitsWishSchema = reportScopeSchema.extend({
  kind: z.literal('report-visits'),
  drill: reportDrillSchema,
});

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
export type ReportVisitsAnswer = Result<ReportVisits, ReportRefusal>;
export type ReportFileAnswer = Result<ExportedFile, ReportRefusal | MissingLetters>;
