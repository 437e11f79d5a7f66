import { z } from 'zod';
import { TRAVEL_MAX_MIN } from './choices.ts';
import { idSchema } from './primitives.ts';

/** How long it takes from one branch to another, either way. */
export const travelTimeSchema = z.object({
  /** Derived from the branches: there is one for each two. */
  id: idSchema,
  /** In the order of their ids; both null is between any two that have none of their own. */
  oneBranchId: idSchema.nullable(),
  otherBranchId: idSchema.nullable(),
  /** null: as between any two. */
  minutes: z.int().min(0).max(TRAVEL_MAX_MIN).nullable(),
});
export type TravelTime = z.infer<typeof travelTimeSchema>;
