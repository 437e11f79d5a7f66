import { z } from 'zod';
import { HOLD_MIN_MAX } from './choices.ts';
import { idSchema, minuteOfDaySchema, nameSchema } from './primitives.ts';

export const organisationSchema = z.object({ id: idSchema, name: nameSchema });
export type Organisation = z.infer<typeof organisationSchema>;

export const branchSchema = z.object({
  id: idSchema,
  name: nameSchema,
  /** IANA name. The rule of everything recurring at this branch counts in it. */
  timeZone: z.string().min(1).max(64),
  opensMin: minuteOfDaySchema,
  closesMin: minuteOfDaySchema,
  /** The replica that holds the booking rights of this branch's sessions; null until one joined. */
  homeReplica: z.string().nullable(),
  /** Whether its replica hands over what it is asked for by itself, when all it booked is sent. */
  givesWhenAsked: z.boolean(),
  /** For how many minutes a time is held here for whoever books it. */
  holdMin: z.int().min(1).max(HOLD_MIN_MAX),
});
export type Branch = z.infer<typeof branchSchema>;

/** What a person says of a branch; `holdMin` stays as it is where nothing is said of it. */
export const branchDetailsSchema = branchSchema
  .omit({ homeReplica: true, givesWhenAsked: true })
  .extend({ holdMin: branchSchema.shape.holdMin.optional() });
export type BranchDetails = z.infer<typeof branchDetailsSchema>;
