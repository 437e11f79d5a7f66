import { z } from 'zod';
import { patientDetailsSchema } from './patient.ts';
import { idSchema, instantMsSchema } from './primitives.ts';
import { ruleAcceptanceSchema } from './rule.ts';
import { wishSchema } from './wish.ts';

/** What is carried by each kind of intent about the waitlist. */
export const wishInputSchemas = {
  'save-wish': wishSchema
    .pick({
      ...{ id: true, branchId: true, patientId: true, serviceId: true, appointmentId: true },
      ...{ doctorIds: true, branchIds: true, weekdays: true, parts: true },
      ...{ fromDay: true, untilDay: true, urgent: true, note: true },
    })
    .extend({
      /** A patient met for the first time, stored together with the wish. */
      newPatient: patientDetailsSchema.nullable(),
    }),
  'withdraw-wish': z.object({ wishId: idSchema }),
  'offer-wish': z.object({
    branchId: idSchema,
    doctorId: idSchema,
    startMs: instantMsSchema,
    endMs: instantMsSchema,
    wishId: idSchema,
    /** Of the hold, too. */
    offerId: idSchema,
    /** Whether the patient is told by a message. */
    notify: z.boolean().optional(),
    accepts: ruleAcceptanceSchema.optional(),
  }),
  'answer-wish': z.object({
    wishId: idSchema,
    offerId: idSchema,
    answer: z.enum(['accepted', 'declined']),
    /** Of the visit that is booked, where they have none. */
    appointmentId: idSchema,
    accepts: ruleAcceptanceSchema.optional(),
    overQuotaReason: z.string().trim().min(1).max(500).optional(),
    notify: z.boolean().optional(),
  }),
} as const;
