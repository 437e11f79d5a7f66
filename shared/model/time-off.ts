import { z } from 'zod';
import { ADDED_SENTENCE_MAX, TIME_OFF_KINDS } from './choices.ts';
import { dayKeySchema, idSchema, instantMsSchema, nameSchema } from './primitives.ts';

/** More visits than one doctor has in half a year; who is away longer is away in two steps. */
export const AFFECTED_MAX = 5000;

/** What patients whom its maker does not know are told of what an absence does to their visits. */
const tellingShape = {
  /** Whether they are told at all. */
  tells: z.boolean().default(false),
  /** What is said beside the text of each message. */
  sentence: z.string().max(ADDED_SENTENCE_MAX).nullable().default(null),
};

/** An absence of which nobody is told. */
export const NOBODY_TOLD = { tells: false, sentence: null } as const;

export const timeOffSchema = z.object({
  id: idSchema,
  doctorId: idSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  kind: z.enum(TIME_OFF_KINDS),
  reason: z.string().max(500),
  /** Where a surgery is; null for all else, and where none was said. */
  roomId: idSchema.nullable(),
  ...tellingShape,
  deleted: z.boolean(),
});
export type TimeOff = z.infer<typeof timeOffSchema>;

export const closureSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  day: dayKeySchema,
  name: nameSchema,
  ...tellingShape,
  deleted: z.boolean(),
});
export type Closure = z.infer<typeof closureSchema>;
