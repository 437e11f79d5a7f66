import { z } from 'zod';
import { DOCTOR_KINDS } from './choices.ts';
import { idSchema, nameSchema } from './primitives.ts';

export const doctorSchema = z.object({
  id: idSchema,
  name: nameSchema,
  speciality: z.string().max(200),
  kind: z.enum(DOCTOR_KINDS),
  active: z.boolean(),
});
export type Doctor = z.infer<typeof doctorSchema>;

/** Where a doctor works. */
export const doctorBranchSchema = z.object({
  id: idSchema,
  doctorId: idSchema,
  branchId: idSchema,
  /** Works there no more. */
  deleted: z.boolean(),
});
export type DoctorBranch = z.infer<typeof doctorBranchSchema>;
