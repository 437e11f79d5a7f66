import { z } from 'zod';
import { TIME_OFF_KINDS } from './choices.ts';
import { dayKeySchema, idSchema, instantMsSchema, nameSchema } from './primitives.ts';

/** More visits than one doctor has in half a year; who is away longer is away in two steps. */
export const AFFECTED_MAX = 5000;

export const timeOffSchema = z.object({
  id: idSchema,
  doctorId: idSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  kind: z.enum(TIME_OFF_KINDS),
  reason: z.string().max(500),
  /** Where a surgery is; null for all else, and where none was said. */
  roomId: idSchema.nullable(),
  deleted: z.boolean(),
});
export type TimeOff = z.infer<typeof timeOffSchema>;

export const closureSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  day: dayKeySchema,
  name: nameSchema,
  deleted: z.boolean(),
});
export type Closure = z.infer<typeof closureSchema>;
