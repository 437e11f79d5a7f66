import { z } from 'zod';
import { DAY_PARTS } from './choices.ts';
import { idSchema, minuteOfDaySchema } from './primitives.ts';

/** As many doctors or branches as somebody names. */
const NAMED_MAX = 50;

const namedSchema = z.array(idSchema).max(NAMED_MAX).readonly();

/** What a patient said of when, where and with whom they like to come; empty or null: all the same. */
export const preferencesSchema = z.object({
  doctorIds: namedSchema,
  branchIds: namedSchema,
  /** ISO 8601, Monday is 1. */
  weekdays: z.array(z.int().min(1).max(7)).max(7).readonly(),
  parts: z.array(z.enum(DAY_PARTS)).max(DAY_PARTS.length).readonly(),
  /** A visit begins no sooner, by the clock of the branch, in minutes of the day. */
  notBeforeMin: minuteOfDaySchema.nullable(),
  /** And no later. */
  notAfterMin: minuteOfDaySchema.nullable(),
});
export type Preferences = z.infer<typeof preferencesSchema>;
