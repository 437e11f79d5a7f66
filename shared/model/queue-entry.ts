import { z } from 'zod';
import { QUEUE_PRIORITIES, QUEUE_STATES } from './choices.ts';
import { dayKeySchema, idSchema, instantMsSchema, nameSchema } from './primitives.ts';
import { ruleAcceptanceSchema } from './rule.ts';

export type QueuePriority = (typeof QUEUE_PRIORITIES)[number];
export type QueueState = (typeof QUEUE_STATES)[number];

/** More than one branch serves in a day. */
export const TICKETS_MAX = 9999;

const prioritySchema = z.enum(QUEUE_PRIORITIES);
const whySchema = z.string().trim().min(1).max(500);
const roomSchema = z.string().trim().max(40);

/** Somebody who waits at a branch, walked in or booked, with the ticket they are called by. */
export const queueEntrySchema = z.object({
  id: idSchema,
  branchId: idSchema,
  /** null: whoever is free first. */
  doctorId: idSchema.nullable(),
  serviceId: idSchema,
  patientId: idSchema,
  /** The visit they came for, or that was made of their turn; null until there is one. */
  appointmentId: idSchema.nullable(),
  /** The branch's day on which the ticket counts. */
  day: dayKeySchema,
  /** Whose ticket it is: no two replicas of a branch have one; and its number there on that day. */
  letter: z.string().min(1).max(80),
  number: z.int().min(1).max(TICKETS_MAX),
  priority: prioritySchema,
  joinedMs: instantMsSchema,
  /** Where they stand among those of the same priority: an instant, the earlier first. */
  placeMs: instantMsSchema,
  state: z.enum(QUEUE_STATES),
  /** Who brought it to that state, and when by central's time. */
  byName: nameSchema,
  atMs: instantMsSchema,
  /** Why, as far as it was asked for. */
  reason: z.string().max(500),
  /** Where they are called to. */
  room: roomSchema,
  deleted: z.boolean(),
});
export type QueueEntry = z.infer<typeof queueEntrySchema>;

/** What is done with somebody in the queue. */
export const queueActSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    doctorId: idSchema,
    room: roomSchema,
    accepts: ruleAcceptanceSchema.optional(),
  }),
  z.object({ kind: z.literal('hold'), reason: whySchema }),
  /** Back among those who wait. */
  z.object({ kind: z.literal('return') }),
  z.object({ kind: z.literal('leave'), reason: whySchema }),
  z.object({ kind: z.literal('set-priority'), priority: prioritySchema, reason: whySchema }),
  /** To just before somebody of the same priority; null: behind them all. */
  z.object({ kind: z.literal('place'), beforeId: idSchema.nullable(), reason: whySchema }),
  z.object({
    kind: z.literal('hand'),
    doctorId: idSchema.nullable(),
    reason: whySchema,
    accepts: ruleAcceptanceSchema.optional(),
  }),
  /** They go in. The time is theirs already, or is taken, or is given twice with a reason. */
  z.object({
    kind: z.literal('start'),
    doctorId: idSchema,
    startMs: instantMsSchema,
    endMs: instantMsSchema,
    overbookReason: whySchema.nullable(),
    overQuotaReason: whySchema.optional(),
    accepts: ruleAcceptanceSchema.optional(),
  }),
  z.object({ kind: z.literal('finish') }),
]);
export type QueueAct = z.infer<typeof queueActSchema>;
