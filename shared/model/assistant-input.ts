import { z } from 'zod';
import { idSchema } from './primitives.ts';
import { ruleAcceptanceSchema } from './rule.ts';

const reasonSchema = z.string().trim().min(1).max(500);

/** What is done about doctors who assist in the visit of another. */
export const assistantInputSchemas = {
  /** Another doctor's time is given to a visit beside that of its own doctor. */
  'add-assistant': z.object({
    /** The visit. */
    appointmentId: idSchema,
    /** Of the new row, which the other doctor's time is kept by. */
    assistanceId: idSchema,
    doctorId: idSchema,
    /** Who assists no more from then on. */
    insteadOf: idSchema.nullable(),
    /** Why, of somebody who has no working time then; null refuses that. */
    reason: reasonSchema.nullable(),
    accepts: ruleAcceptanceSchema.optional(),
    overQuotaReason: reasonSchema.optional(),
  }),
  'remove-assistant': z.object({ assistanceId: idSchema, reason: reasonSchema }),
} as const;
