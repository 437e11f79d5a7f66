import { z } from 'zod';
import { ENDS_MAX, RULE_EFFECTS } from './choices.ts';
import { dayKeySchema, idSchema, minuteOfDaySchema, nameSchema } from './primitives.ts';
import type { ServicesDemand } from './service.ts';
import type { TagDemand } from './tag.ts';

const WEEKS_MIN = 60 * 24 * 7;
const minutesSchema = z
  .int()
  .min(1)
  .max(8 * WEEKS_MIN);
const ageSchema = z.int().min(0).max(150).nullable();

/** What a booking rule demands, one shape for each thing a clinic can demand. */
export const demandSchema = z.discriminatedUnion('kind', [
  /** So many visits of one doctor, or of one patient, a day or a week (from Monday). */
  z.object({
    kind: z.literal('max-visits'),
    of: z.enum(['doctor', 'patient']),
    per: z.enum(['day', 'week']),
    max: z.int().min(1).max(500),
  }),
  /** Minutes free between two visits of a doctor. */
  z.object({ kind: z.literal('min-gap'), minutes: z.int().min(1).max(240) }),
  /** Booked so long before the visit. */
  z.object({ kind: z.literal('notice'), minutes: minutesSchema }),
  /** Not booked further ahead. */
  z.object({ kind: z.literal('horizon'), days: z.int().min(0).max(730) }),
  /** A visit of today is booked before this minute of the day. */
  z.object({ kind: z.literal('same-day-until'), minuteOfDay: minuteOfDaySchema }),
  /** Moved or cancelled so long before the visit. */
  z.object({
    kind: z.literal('change-notice'),
    change: z.enum(['move', 'cancel']),
    minutes: minutesSchema,
  }),
  z.object({ kind: z.literal('max-moves'), max: z.int().min(0).max(50) }),
  /** Whole years on the day of the visit; either end may be open. */
  z.object({ kind: z.literal('age'), minYears: ageSchema, maxYears: ageSchema }),
  z.object({ kind: z.literal('sex'), sex: z.enum(['female', 'male', 'other']) }),
  /** Sessions and slots with the tag are for new patients, and new patients get no others. */
  z.object({ kind: z.literal('new-patient-slots'), tag: nameSchema }),
  /** Whoever missed so many of the last visits. */
  z.object({
    kind: z.literal('missed'),
    missed: z.int().min(1).max(ENDS_MAX),
    of: z.int().min(1).max(ENDS_MAX),
    /** Whether what the patient called off within a day of it counts as missed. */
    lateToo: z.boolean().optional(),
  }),
]);
export type Demand = z.infer<typeof demandSchema>;

/**
 * A demand of the clinic on bookings, for all of it or for one branch, doctor or service. Of rules
 * that demand the same kind of thing, the narrowest holds.
 */
export const ruleSchema = z.object({
  id: idSchema,
  name: nameSchema,
  demand: demandSchema,
  effect: z.enum(RULE_EFFECTS),
  branchId: idSchema.nullable(),
  doctorId: idSchema.nullable(),
  serviceId: idSchema.nullable(),
  /** Days of visits for which it holds, both included; null is open. */
  fromDay: dayKeySchema.nullable(),
  untilDay: dayKeySchema.nullable(),
  active: z.boolean(),
  deleted: z.boolean(),
});
export type Rule = z.infer<typeof ruleSchema>;

/**
 * A rule that something asked for would break, or a mark of the time that it asked for, or that the
 * time is for other services.
 */
export interface RuleBreach extends Pick<Rule, 'name' | 'effect'> {
  /** The mark's, or the session's, if it is one. */
  readonly ruleId: string;
  readonly demand: Demand | TagDemand | ServicesDemand;
  /** How many there are already, or how long it is, in the demand's own unit. */
  readonly found: number | null;
}

/** That a person was shown these rules and went on, and why. */
export const ruleAcceptanceSchema = z.object({
  ruleIds: z.array(idSchema).max(50),
  reason: z.string().trim().min(1).max(500).nullable(),
});
export type RuleAcceptance = z.infer<typeof ruleAcceptanceSchema>;
