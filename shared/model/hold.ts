import { z } from 'zod';
import { idSchema, instantMsSchema } from './primitives.ts';

/** A slot locked for a few minutes while someone books. Lives on the replica that made it. */
export const holdSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  doctorId: idSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  userId: idSchema,
  userName: z.string(),
  desk: z.string(),
  expiresAtMs: instantMsSchema,
});
export type Hold = z.infer<typeof holdSchema>;
