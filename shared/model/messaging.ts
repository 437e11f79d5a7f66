import { z } from 'zod';
import { ASK_WAYS } from './choices.ts';
import { idSchema } from './primitives.ts';

const askWaySchema = z.enum(ASK_WAYS);

/** Of what the patients of a branch are told, and whether whoever does it is asked first. */
export const messagingSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  asks: z.object({
    booked: askWaySchema,
    moved: askWaySchema,
    cancelled: askWaySchema,
    displaced: askWaySchema,
  }),
});
export type Messaging = z.infer<typeof messagingSchema>;
