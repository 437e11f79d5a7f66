import { z } from 'zod';
import type { Result } from '../../core/result.ts';
import { dayKeySchema, idSchema } from '../../model/primitives.ts';
import type { ExportedFile } from './export.ts';

/** A branch's day, of one doctor or of all, as a PDF. */
export const daySheetFileWishSchema = z.object({
  kind: z.literal('day-sheet-file'),
  branchId: idSchema,
  doctorId: idSchema.nullable(),
  day: dayKeySchema,
});

/** Whom of a branch's patients somebody has to call, as a PDF. */
export const callListFileWishSchema = z.object({
  kind: z.literal('call-list-file'),
  branchId: idSchema,
});

/** Letters that no font of the PDF has, some of them. */
export interface MissingLetters {
  readonly kind: 'no-letters';
  readonly letters: readonly string[];
}

export type PaperAnswer = Result<ExportedFile, MissingLetters | { readonly kind: 'not-permitted' }>;
