import { z } from 'zod';
import { LANGUAGES, MERGED_FIELDS, SEXES } from './choices.ts';
import { preferencesSchema } from './preferences.ts';
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
  email: z.string().max(200).nullable().default(null),
  /** In which messages are written. */
  language: z.enum(LANGUAGES).default('en'),
  /** By which way the person wants messages. */
  allowsSms: z.boolean().default(true),
  allowsEmail: z.boolean().default(true),
  /** The person wants none at all. */
  optedOut: z.boolean().default(false),
  /** null: they were never asked, or by a program that does not know of it. */
  prefers: preferencesSchema.nullable().default(null),
  /** The other record that this person goes on under; null while this is the one. */
  mergedInto: idSchema.nullable().default(null),
});
export type Patient = z.infer<typeof patientSchema>;

/** What a person says of a patient. */
export const patientDetailsSchema = patientSchema.omit({ deleted: true, mergedInto: true });
export type PatientDetails = z.infer<typeof patientDetailsSchema>;

/** Two records of one person become one: `patientId` goes on as `survivorId`. */
export const mergePatientsSchema = z.object({
  patientId: idSchema,
  survivorId: idSchema,
  /** What the one that goes has better. */
  take: z.array(z.enum(MERGED_FIELDS)).max(MERGED_FIELDS.length).readonly(),
});
export type PatientMerge = z.infer<typeof mergePatientsSchema>;
export type MergedField = PatientMerge['take'][number];
