import { z } from 'zod';
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
});
export type Branch = z.infer<typeof branchSchema>;
