import { z } from 'zod';
import { dayKeySchema, idSchema } from './primitives.ts';

/** As many visits as a doctor could have on a day. */
const VISITS_MAX = 500;
const visitsSchema = z.int().min(0).max(VISITS_MAX);

/**
 * The most firm appointments a doctor has on one day, over all branches, and the branches' shares
 * of it, which together are not more. Days count in the zone of the branch of the appointment.
 */
export const dailyLimitSchema = z.object({
  /** Derived from the doctor's id: there is one for each. */
  id: idSchema,
  doctorId: idSchema,
  /** null: no limit any more. */
  perDay: visitsSchema.nullable(),
  shares: z.array(z.object({ branchId: idSchema, perDay: visitsSchema })).max(200),
});
export type DailyLimit = z.infer<typeof dailyLimitSchema>;

/**
 * A line in the ledger of a doctor's quotas: so many appointments on each of these days, that one
 * replica may make firmly and another not any more. Never changed: what a replica may spend is what
 * the lines to it say, less what those from it do (a bounded counter: Balegas et al. 2015, after
 * O'Neil's escrow, 1986).
 */
export const quotaSchema = z.object({
  id: idSchema,
  doctorId: idSchema,
  /** null: central's pool. Only a replica itself, or central for one that is retired, takes from it. */
  fromReplica: z.string().min(1).max(80).nullable(),
  toReplica: z.string().min(1).max(80).nullable(),
  amount: z.int().min(1).max(VISITS_MAX),
  fromDay: dayKeySchema,
  /** The last day; null for all to come. */
  untilDay: dayKeySchema.nullable(),
});
export type Quota = z.infer<typeof quotaSchema>;
