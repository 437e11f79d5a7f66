import { z } from 'zod';
import { DAY_PARTS, WISH_STATES } from './choices.ts';
import { dayKeySchema, idSchema, instantMsSchema, nameSchema, noteSchema } from './primitives.ts';

/** As many doctors or branches as somebody names. */
const NAMED_MAX = 50;
/** As many times as one wish was declined for, or nobody answered. */
const DECLINED_MAX = 100;

const whoSchema = z.array(idSchema).max(NAMED_MAX).readonly();

/** A time that somebody on the waitlist was offered; it is held for them until the deadline. */
export const wishOfferSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  doctorId: idSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  deadlineMs: instantMsSchema,
  atMs: instantMsSchema,
  byName: nameSchema,
  /** null until it is answered; whoever says nothing until the deadline has not answered. */
  answer: z.enum(['accepted', 'declined']).nullable(),
});
export type WishOffer = z.infer<typeof wishOfferSchema>;

/** That somebody wants a time, or a sooner one, as soon as there is any. */
export const wishSchema = z.object({
  id: idSchema,
  /** Where it was entered, and is looked after. */
  branchId: idSchema,
  patientId: idSchema,
  serviceId: idSchema,
  /** The visit that they have already, and would rather have sooner; null for none. */
  appointmentId: idSchema.nullable(),
  /** Empty: anybody. */
  doctorIds: whoSchema,
  /** Empty: where it was entered. */
  branchIds: whoSchema,
  /** ISO 8601, Monday is 1. Empty: any day. */
  weekdays: z.array(z.int().min(1).max(7)).max(7).readonly(),
  /** Empty: any time of the day. */
  parts: z.array(z.enum(DAY_PARTS)).max(DAY_PARTS.length).readonly(),
  /** The days on which they would come, both included; null is open. */
  fromDay: dayKeySchema.nullable(),
  untilDay: dayKeySchema.nullable(),
  urgent: z.boolean(),
  note: noteSchema,
  /** When it was entered, by central's time, and by whom. */
  addedMs: instantMsSchema,
  addedBy: nameSchema,
  state: z.enum(WISH_STATES),
  /** The last time that was offered. */
  offer: wishOfferSchema.nullable(),
  /** Times that they do not want, or said nothing to, as `offeredKey` names them. */
  declined: z.array(z.string().max(80)).max(DECLINED_MAX),
  deleted: z.boolean(),
});
export type Wish = z.infer<typeof wishSchema>;
