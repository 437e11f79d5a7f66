import { z } from 'zod';

/** More doctors than any branch has. */
const PARTS_MAX = 2000;
const partSchema = z.string().max(60);

/**
 * Which parts of central's book a replica has been given ("branch:…", "doctor:…"), and how far
 * those are that it does not have whole yet. Central says it with each answer and is told it again
 * with the next request, so that a lost answer costs nothing.
 */
export const reachSchema = z.object({
  parts: z.array(partSchema).max(PARTS_MAX),
  catchingUp: z.record(partSchema, z.int().min(0)),
});
export type Reach = z.infer<typeof reachSchema>;

/** What a replica may see from now on. Whatever else it has of central is to be forgotten. */
export const sightSchema = z.object({
  branchId: z.uuid().nullable(),
  doctorId: z.uuid().nullable(),
  doctorIds: z.array(z.uuid()).max(PARTS_MAX),
});
export type Sight = z.infer<typeof sightSchema>;
