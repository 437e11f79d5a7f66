import { z } from 'zod';
import {
  SESSION_DOCTORS_MAX,
  SESSIONS_PICKED_MAX,
  SHIFT_DAYS_MAX,
  SHIFT_MIN_MAX,
} from './choices.ts';
import { dayKeySchema, idSchema, minuteOfDaySchema } from './primitives.ts';
import { seriesSchema, serviceIdsSchema } from './session.ts';

const { slotMin, capacity, tags } = seriesSchema.shape;

/** Which sessions are meant: those still to come that all of it is true of. */
export const sessionChoiceSchema = z.object({
  /** None stands for every doctor. */
  doctorIds: z.array(idSchema).max(SESSION_DOCTORS_MAX),
  branchId: idSchema.nullable(),
  /** ISO 8601: Monday is 1. None stands for every day. */
  weekdays: z.array(z.int().min(1).max(7)).max(7),
  tag: z.string().min(1).max(40).nullable(),
  /**
   * Those that are for a service by name, with those for any if that is said; null is those for any
   * alone. Unsaid is whatever they are for.
   */
  forService: z.object({ serviceId: idSchema.nullable(), orAny: z.boolean() }).optional(),
  slotMin: slotMin.nullable(),
  /** Minutes of the day at the branch between which a session lies as a whole. */
  fromMin: minuteOfDaySchema,
  untilMin: minuteOfDaySchema,
  firstDay: dayKeySchema,
  /** null is for good: a series that comes again without end is meant with all that is to come. */
  lastDay: dayKeySchema.nullable(),
  /** These alone, each pointed at; unsaid stands for any. */
  sessionIds: z.array(idSchema).max(SESSIONS_PICKED_MAX).optional(),
  /** Of this series alone; unsaid stands for any. */
  seriesId: idSchema.optional(),
});
export type SessionChoice = z.infer<typeof sessionChoiceSchema>;

/** What is done to each of them; what is null or empty stays as it is. */
export const alterationSchema = z.object({
  slotMin: slotMin.nullable(),
  capacity: capacity.nullable(),
  addTags: tags,
  removeTags: tags,
  doctorId: idSchema.nullable(),
  branchId: idSchema.nullable(),
  /** Later by so many minutes, or earlier. */
  shiftMin: z.int().min(-SHIFT_MIN_MAX).max(SHIFT_MIN_MAX),
  /** To another day, so many later or earlier, and ending so much later besides: of those that were
   * pointed at alone. Unsaid is neither. */
  shiftDays: z.int().min(-SHIFT_DAYS_MAX).max(SHIFT_DAYS_MAX).optional(),
  endsLaterMin: z.int().min(-SHIFT_MIN_MAX).max(SHIFT_MIN_MAX).optional(),
  /** null is none; unsaid, they stay where they are, but for those that go to another branch. */
  roomId: idSchema.nullable().optional(),
  /** None is any; unsaid, they stay for what they are for. */
  serviceIds: serviceIdsSchema.optional(),
});
export type Alteration = z.infer<typeof alterationSchema>;

/** One change of many sessions. */
export const manySessionsChangeSchema = z.object({
  choice: sessionChoiceSchema,
  /** null deletes them. */
  to: alterationSchema.nullable(),
  /** Ids of what is made anew follow from it, so that a retry makes the same. */
  newIdsFrom: idSchema,
  /** Also where the doctor works at another branch then: central decides. */
  requestOverlap: z.boolean(),
});
export type ManySessionsChange = z.infer<typeof manySessionsChangeSchema>;
