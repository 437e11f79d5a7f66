import { z } from 'zod';
import type { Result } from '../../core/result.ts';
import { dayKeySchema, idSchema } from '../../model/primitives.ts';
import { EXPORT_CONTENTS, EXPORT_FORMATS } from './export-choices.ts';

/** A file that a desk asks for. */
export const exportWishSchema = z.object({
  kind: z.literal('export'),
  format: z.enum(EXPORT_FORMATS),
  content: z.enum(EXPORT_CONTENTS),
  branchId: idSchema,
  /** null is every doctor of the branch. */
  doctorId: idSchema.nullable(),
  /** Both included. */
  firstDay: dayKeySchema,
  lastDay: dayKeySchema,
  /** Whether it says who the patients are. */
  namesPatients: z.boolean(),
  /** For slots that are published: where one calls to book, and the folder on the web they lie in. */
  phone: z.string().max(40),
  address: z.string().max(300),
});
export type ExportWish = z.infer<typeof exportWishSchema>;

export interface ExportedFile {
  readonly name: string;
  readonly base64: string;
  /** How many events, rows or slots it holds. */
  readonly count: number;
}

export type ExportRefusal =
  | { readonly kind: 'not-permitted' }
  /** Others may have the file, without the names. */
  | { readonly kind: 'names-not-permitted' }
  | { readonly kind: 'no-such-days' }
  /** A calendar is of one doctor. */
  | { readonly kind: 'doctor-missing' }
  | { readonly kind: 'no-such-export' }
  | { readonly kind: 'no-web-address' }
  | { readonly kind: 'too-many-rows'; readonly max: number };

export type ExportedAnswer = Result<ExportedFile, ExportRefusal>;
