import { z } from 'zod';
import {
  ASK_WAYS,
  LANGUAGES,
  OFFER_MINUTES,
  OFFER_MINUTES_MAX,
  OFFER_NOTICE_MAX_MIN,
  OFFER_NOTICE_MIN,
  REMINDER_HOURS_MAX,
} from './choices.ts';
import { idSchema, minuteOfDaySchema } from './primitives.ts';

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
    /** Of times that are offered from the waitlist; not asked where it was never said. */
    offer: askWaySchema.optional(),
  }),
  /** Between these minutes of the day nobody is sent anything; null where there are no such hours. */
  quietFromMin: minuteOfDaySchema.nullable().default(null),
  quietUntilMin: minuteOfDaySchema.nullable().default(null),
  /** How long before its time nobody on the waitlist is offered it, and how long it is held then. */
  offerNoticeMin: z.int().min(0).max(OFFER_NOTICE_MAX_MIN).default(OFFER_NOTICE_MIN),
  offerMinutes: z.int().min(5).max(OFFER_MINUTES_MAX).default(OFFER_MINUTES),
  /** In which its new patients are written to; each may say another. */
  language: z.enum(LANGUAGES).default('en'),
  /** How long before a visit its patient is reminded of it; null for never. */
  reminderHours: z.int().min(1).max(REMINDER_HOURS_MAX).nullable().default(null),
});
export type Messaging = z.infer<typeof messagingSchema>;
