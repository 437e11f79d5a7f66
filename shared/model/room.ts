import { z } from 'zod';
import { ROOM_CLASHES, ROOM_NAME_MAX } from './choices.ts';
import { idSchema } from './primitives.ts';

/** A room of a branch, in which a doctor works or operates. */
export const roomSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  name: z.string().trim().min(1).max(ROOM_NAME_MAX),
  /** What it comes to when two doctors would be in it at once. */
  clash: z.enum(ROOM_CLASHES),
  /** One that is not is offered no more; what is in it stays. */
  active: z.boolean(),
  deleted: z.boolean(),
});
export type Room = z.infer<typeof roomSchema>;
