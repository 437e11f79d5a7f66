import { z } from 'zod';
import { BREAK_NAME_MAX, BREAKS_MAX, SESSION_SERVICES_MAX, SLOT_MAX, SLOT_MIN } from './choices.ts';
import { dayKeySchema, idSchema, instantMsSchema, minuteOfDaySchema } from './primitives.ts';

/** No session is longer, so that those of a time are found without looking at all. */
export const SESSION_MAX_MS = 2 * 86_400_000;

const CAPACITY_MAX = 50;

const slotMinSchema = z.int().min(SLOT_MIN).max(SLOT_MAX);
const capacitySchema = z.int().min(1).max(CAPACITY_MAX);
/** Whether a number that was read somewhere is one that working time can have. */
export const isSlotMin = (minutes: number): boolean => slotMinSchema.safeParse(minutes).success;
export const isCapacity = (patients: number): boolean => capacitySchema.safeParse(patients).success;
const tagsSchema = z.array(z.string().min(1).max(40)).max(20);

/**
 * What is booked in it, and nothing else; none is whatever the doctor does there. In no order that
 * means anything.
 */
export const serviceIdsSchema = z.array(idSchema).max(SESSION_SERVICES_MAX);

const breakNameSchema = z.string().trim().min(1).max(BREAK_NAME_MAX);

/** A stretch of working time in which nobody is booked, in minutes of the day at the branch. */
const wallBreakSchema = z.object({
  name: breakNameSchema,
  startMin: minuteOfDaySchema,
  endMin: minuteOfDaySchema,
});
export type WallBreak = z.infer<typeof wallBreakSchema>;
export const wallBreaksSchema = z.array(wallBreakSchema).max(BREAKS_MAX);

/** The same on a day. */
const sessionBreakSchema = z.object({
  name: breakNameSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
});
export type SessionBreak = z.infer<typeof sessionBreakSchema>;

/**
 * Another doctor who takes its patients as well, wherever they have working time of their own at the
 * branch then; null where nobody does. Of the two either may be the one who names the other.
 */
const sharedWithSchema = idSchema.nullable();

/** A recurrence rule (RFC 5545) in the branch's wall time, from which sessions are derived. */
export const seriesSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  doctorId: idSchema,
  rule: z.string().min(1).max(500),
  firstDay: dayKeySchema,
  startMin: minuteOfDaySchema,
  endMin: minuteOfDaySchema,
  slotMin: slotMinSchema,
  capacity: capacitySchema,
  tags: tagsSchema,
  serviceIds: serviceIdsSchema,
  breaks: wallBreaksSchema,
  /** Of the branch; null where none was said. */
  roomId: idSchema.nullable(),
  sharedWith: sharedWithSchema,
  homeReplica: z.string(),
  deleted: z.boolean(),
});
export type Series = z.infer<typeof seriesSchema>;

/** A block of a doctor's working time at one branch. */
export const sessionSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  doctorId: idSchema,
  seriesId: idSchema.nullable(),
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  slotMin: slotMinSchema,
  capacity: capacitySchema,
  tags: tagsSchema,
  serviceIds: serviceIdsSchema,
  breaks: z.array(sessionBreakSchema).max(BREAKS_MAX),
  roomId: idSchema.nullable(),
  sharedWith: sharedWithSchema,
  /** The replica whose bookings in this session are firm at once, once central confirmed it. */
  homeReplica: z.string(),
  deleted: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

/** One bookable piece of a session. */
export const slotSchema = z.object({
  id: idSchema,
  sessionId: idSchema,
  branchId: idSchema,
  doctorId: idSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  status: z.enum(['available', 'blocked']),
  tags: tagsSchema,
  note: z.string().max(500),
  deleted: z.boolean(),
});
export type Slot = z.infer<typeof slotSchema>;

/**
 * Central's word on one version of a session or series: confirmed, or refused with what stands in
 * the way. Written by central alone (and by the only replica of an organisation without one).
 */
export const rightSchema = z.object({
  /** The id of the session or series it is about. */
  id: idSchema,
  branchId: idSchema,
  doctorId: idSchema,
  homeReplica: z.string(),
  /** The version it is about, as `replica:counter`. A later version has to be confirmed anew. */
  forDot: z.string(),
  state: z.enum(['confirmed', 'refused']),
  /** Occurrences that start after this instant are not covered. */
  throughMs: instantMsSchema,
  /** Starts of occurrences that overlap a session confirmed earlier, and so were refused. */
  refusedStartsMs: z.array(instantMsSchema).max(1000),
  /** The confirmed session in the way, when the whole was refused. */
  blockerBranchId: idSchema.nullable(),
});
export type Right = z.infer<typeof rightSchema>;
