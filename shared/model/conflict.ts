import { z } from 'zod';
import { idSchema, instantMsSchema } from './primitives.ts';

/** A free time offered instead of a lost one. */
export const offerSchema = z.object({
  doctorId: idSchema,
  branchId: idSchema,
  sessionId: idSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
});
export type Offer = z.infer<typeof offerSchema>;

export const OFFERS_MAX = 3;

/** Something the machine decided and a person has to know of. */
export const conflictSchema = z.object({
  id: idSchema,
  /**
   * `displaced`: lost its time to another; `both-happened`: two facts overlap; `edit`: two edits of one thing; `found`: a
   * warning about working time that was put away.
   */
  kind: z.enum(['displaced', 'both-happened', 'edit', 'found']),
  branchId: idSchema,
  doctorId: idSchema,
  recordId: idSchema,
  /** The claim that won, and the branch it stands in. */
  blockerId: idSchema.nullable(),
  blockerBranchId: idSchema.nullable(),
  blockerStartMs: instantMsSchema.nullable(),
  blockerEndMs: instantMsSchema.nullable(),
  /** Why the other won. The renderer turns it into words. */
  reason: z.enum([
    'happening',
    'emergency',
    'booking-right',
    'earlier',
    'doctor-away',
    'branch-closed',
    'session-gone',
    'edited',
    'found',
  ]),
  offers: z.array(offerSchema).max(OFFERS_MAX),
  /** For an edit: what was typed and lost, by field. */
  lost: z.record(z.string(), z.unknown()),
  /** `settled-itself`: the time came back before anyone acted. */
  state: z.enum(['open', 'rebooked', 'dismissed', 'settled-itself']),
  openedAtMs: instantMsSchema,
});
export type Conflict = z.infer<typeof conflictSchema>;
