import { z } from 'zod';
import { SEXES } from './choices.ts';
import { dayKeySchema, idSchema, nameSchema, noteSchema } from './primitives.ts';

export const patientSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  name: nameSchema,
  birthDate: dayKeySchema.nullable(),
  sex: z.enum(SEXES),
  phone: z.string().max(40).nullable(),
  /** The clinic's own number for this person. */
  number: z.string().max(60).nullable(),
  note: noteSchema,
});
export type Patient = z.infer<typeof patientSchema>;
