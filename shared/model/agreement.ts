import { z } from 'zod';
import { AGREED_HOURS_MAX, AGREED_PLACES_MAX } from './choices.ts';
import { dayKeySchema, idSchema, minuteOfDaySchema } from './primitives.ts';

const DAY_MIN = 1440;

/** Hours of some weekdays (ISO 8601: Monday is 1), by the clock of the branch. */
export const agreedHoursSchema = z.object({
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  fromMin: minuteOfDaySchema,
  untilMin: minuteOfDaySchema,
});
export type AgreedHours = z.infer<typeof agreedHoursSchema>;

/** What was agreed with a doctor about one branch. */
const agreedPlaceSchema = z.object({
  branchId: idSchema,
  /** Days of work there a week, from Monday; null is open. */
  daysPerWeek: z.int().min(1).max(7).nullable(),
  /** When working time can be given there; none is at any time. */
  hours: z.array(agreedHoursSchema).max(AGREED_HOURS_MAX),
});

/** How much, where and until when a doctor works, as was agreed; null is open. */
export const agreementSchema = z.object({
  /** Derived from the doctor's id: there is one for each. */
  id: idSchema,
  doctorId: idSchema,
  /** Of one who works part-time: minutes of work a day and a week, over all branches. */
  dayMin: z.int().min(0).max(DAY_MIN).nullable(),
  weekMin: z
    .int()
    .min(0)
    .max(7 * DAY_MIN)
    .nullable(),
  /** Of a locum: the first and the last day of the contract, by the calendar of the branch. */
  fromDay: dayKeySchema.nullable(),
  untilDay: dayKeySchema.nullable(),
  places: z.array(agreedPlaceSchema).max(AGREED_PLACES_MAX).readonly(),
});
export type Agreement = z.infer<typeof agreementSchema>;
