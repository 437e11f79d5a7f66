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
  /** Came with an import that was taken back. */
  deleted: z.boolean(),
});
export type Patient = z.infer<typeof patientSchema>;

/** What a person says of a patient. */
export const patientDetailsSchema = patientSchema.omit({ deleted: true });
export type PatientDetails = z.infer<typeof patientDetailsSchema>;
