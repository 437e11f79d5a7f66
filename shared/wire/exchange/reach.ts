import { z } from 'zod';

/** More doctors than any branch has. */
const PARTS_MAX = 2000;
const partSchema = z.string().max(60);

/** Which answer of central a replica was given last, sealed so that none can be made up. */
const markSchema = z.object({
  central: z.string().max(60),
  exchange: z.int().min(0),
  seal: z.string().max(64),
});
export type Mark = z.infer<typeof markSchema>;

/** How far a replica was told of others' audit trails: a place in central's feed, and in its own trail. */
const trailReachSchema = z.object({ kept: z.int().min(0), own: z.int().min(0) });
export type TrailReach = z.infer<typeof trailReachSchema>;

/**
 * Which parts of central's book a replica has been given ("branch:…", "doctor:…"), and how far
 * those are that it does not have whole yet. Central says it with each answer and is told it again
 * with the next request, so that a lost answer costs nothing.
 */
export const reachSchema = z.object({
  parts: z.array(partSchema).max(PARTS_MAX),
  catchingUp: z.record(partSchema, z.int().min(0)),
  mark: markSchema.optional(),
  /** It is given all of its scope anew, and has not been told yet that it has everything. */
  startedOver: z.boolean().optional(),
  trail: trailReachSchema.optional(),
  /** For whom a push is sealed that others carry: central's public key for boxes, in hex. */
  carryKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type Reach = z.infer<typeof reachSchema>;

/** What a replica may see from now on. Whatever else it has of central is to be forgotten. */
export const sightSchema = z.object({
  branchId: z.uuid().nullable(),
  doctorId: z.uuid().nullable(),
  doctorIds: z.array(z.uuid()).max(PARTS_MAX),
  /** Of a computer at which several branches are looked at. */
  branchIds: z.array(z.uuid()).max(PARTS_MAX).optional(),
});
export type Sight = z.infer<typeof sightSchema>;
