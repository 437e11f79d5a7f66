import { z } from 'zod';
import { idSchema, instantMsSchema } from './primitives.ts';

/**
 * A visit that a computer of the same network tells of. It is what that one has in its book, promises
 * nothing, and is no part of the book that it is told to.
 */
export const nearVisitSchema = z.object({
  appointmentId: idSchema,
  /** The version that was told of. */
  dot: z.object({ replica: z.string().min(1).max(60), counter: z.int().min(1) }),
  branchId: idSchema,
  doctorId: idSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  /** Both null where whoever is told may know that the time is taken, and no more. */
  serviceId: idSchema.nullable(),
  patientName: z.string().max(200).nullable(),
});
export type NearVisit = z.infer<typeof nearVisitSchema>;
