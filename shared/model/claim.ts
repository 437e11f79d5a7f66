import { z } from 'zod';
import { idSchema, instantMsSchema } from './primitives.ts';

/**
 * An appointment's hold on a doctor's time, without a word about the patient. This is what overlaps,
 * what is settled, and what other branches see as a busy block.
 */
export const claimSchema = z.object({
  /** The appointment's id. */
  id: idSchema,
  branchId: idSchema,
  doctorId: idSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  rank: z.int().min(0).max(4),
  priority: z.int(),
  replica: z.string(),
  overbooked: z.boolean(),
  capacity: z.int(),
  /** Made by the replica that held the booking right. */
  withRight: z.boolean(),
  /** Central's promise that nobody can take the time any more. */
  endorsed: z.boolean(),
  verdict: z.enum(['active', 'displaced', 'fact']),
  blockerId: idSchema.nullable(),
});
export type ClaimRecord = z.infer<typeof claimSchema>;

/** The rank of a claim whose session went: it has lost its time whatever else there is. */
export const UNSEATED = 4;

/** A firm appointment can no longer lose its time to a booking of another branch. */
export const isFirm = (claim: Pick<ClaimRecord, 'verdict' | 'withRight' | 'endorsed'>): boolean =>
  claim.verdict !== 'displaced' && (claim.withRight || claim.endorsed);

/**
 * Nobody can take its time any more: it is firm, or was overbooked on purpose, which gives way to
 * nobody and so is endorsed by nobody either.
 */
export const keepsItsTime = (
  claim: Pick<ClaimRecord, 'verdict' | 'withRight' | 'endorsed' | 'overbooked'>,
): boolean => isFirm(claim) || (claim.verdict === 'active' && claim.overbooked);
