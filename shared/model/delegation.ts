import { z } from 'zod';
import { DELEGATION_PIECES_MAX, DELEGATION_STATES, DELEGATION_VISITS_MAX } from './choices.ts';
import { idSchema, instantMsSchema, nameSchema, noteSchema } from './primitives.ts';
import { serviceIdsSchema, sessionSchema } from './session.ts';

/** Working time as it was given away, so that it can be given back. */
const pieceSchema = sessionSchema
  .pick({
    startMs: true,
    endMs: true,
    slotMin: true,
    capacity: true,
    tags: true,
    breaks: true,
    roomId: true,
  })
  // Unsaid in what was given away before sessions were for services.
  .extend({ serviceIds: serviceIdsSchema.optional() });
export type DelegatedPiece = z.infer<typeof pieceSchema>;

/**
 * A doctor's time at a branch that is to pass, or has passed, to another doctor with who is booked
 * in it. It passes when the other has said yes and the branch's own computer knows that.
 */
export const delegationSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  /** Who gives the time. */
  doctorId: idSchema,
  toDoctorId: idSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  reason: z.string().trim().min(1).max(500),
  /** Whether the patients are told of it when it is carried out. */
  notify: z.boolean(),
  /** The one that this gives back; null unless it does. */
  backOf: idSchema.nullable(),
  state: z.enum(DELEGATION_STATES),
  byName: nameSchema,
  atMs: instantMsSchema,
  answeredBy: nameSchema.nullable(),
  answeredMs: instantMsSchema.nullable(),
  answerNote: noteSchema,
  /** Whoever offered it has seen what came of it. */
  answerSeen: z.boolean(),
  /** The kind of refusal for which it could not be carried out after it was accepted. */
  failure: z.string().max(60).nullable(),
  pieces: z.array(pieceSchema).max(DELEGATION_PIECES_MAX),
  /** The sessions that the other doctor got by it. */
  madeIds: z.array(idSchema).max(DELEGATION_PIECES_MAX),
  /** The appointments that passed with it. */
  visitIds: z.array(idSchema).max(DELEGATION_VISITS_MAX),
  deleted: z.boolean(),
});
export type Delegation = z.infer<typeof delegationSchema>;
