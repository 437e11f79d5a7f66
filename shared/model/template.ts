import { z } from 'zod';
import {
  APPLY_WAYS,
  PATTERN_PIECES_MAX,
  ROTATION_WEEKS_MAX,
  ROTATION_WEEKS_MIN,
} from './choices.ts';
import { dayKeySchema, idSchema, nameSchema } from './primitives.ts';
import { seriesSchema, serviceIdsSchema, wallBreaksSchema } from './session.ts';

/** A stretch of working time in a pattern; minutes of the day by the clock of whichever branch. */
export const pieceSchema = seriesSchema
  .pick({ startMin: true, endMin: true, slotMin: true, capacity: true, tags: true })
  .extend({
    /** 0 is Monday; in a pattern of one day it is always 0. */
    day: z.int().min(0).max(6),
    /** Unsaid in templates of before there were any. */
    breaks: wallBreaksSchema.optional(),
    /** Left out at branches that do not have it. */
    roomId: idSchema.nullable().optional(),
    /** Who shares it; left out for that very doctor, and at branches where they do not work. */
    sharedWith: idSchema.nullable().optional(),
    serviceIds: serviceIdsSchema.optional(),
  });
export type Piece = z.infer<typeof pieceSchema>;

/** How a day or a week of work looks: of one day, or of a week from Monday. */
export const patternSchema = z.object({
  lengthDays: z.literal([1, 7]),
  pieces: z.array(pieceSchema).min(1).max(PATTERN_PIECES_MAX),
});
export type Pattern = z.infer<typeof patternSchema>;

/** A pattern under a name. What was made of it has no tie to it. */
export const templateSchema = patternSchema.extend({
  id: idSchema,
  name: nameSchema,
  /** Whose it is; null is every branch. */
  branchId: idSchema.nullable(),
  /** Counts its changes from 1. */
  version: z.int().min(0).max(1_000_000),
  deleted: z.boolean(),
});
export type Template = z.infer<typeof templateSchema>;

/** Templates of weeks in turn. */
export const rotationSchema = templateSchema
  .pick({ id: true, name: true, branchId: true, version: true, deleted: true })
  .extend({
    /** Whose it is: it is applied to nobody else; null is any doctor. */
    doctorId: idSchema.nullable(),
    /** A day of the first of its weeks; kept as the Monday. */
    anchorDay: dayKeySchema,
    /** The template of each week; null is off. */
    weeks: z.array(idSchema.nullable()).min(ROTATION_WEEKS_MIN).max(ROTATION_WEEKS_MAX),
  });
export type Rotation = z.infer<typeof rotationSchema>;

/** The days of a doctor's book that are taken as a pattern, as they stand. */
export const bookDaysSchema = z.object({
  branchId: idSchema,
  doctorId: idSchema,
  firstDay: dayKeySchema,
  lengthDays: z.literal([1, 7]),
});
export type BookDays = z.infer<typeof bookDaysSchema>;

/** Working time that is to be made of a pattern, for a doctor at a branch. */
export const applyingSchema = z.object({
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('template'), templateId: idSchema }),
    z.object({ kind: z.literal('rotation'), rotationId: idSchema }),
    z.object({ kind: z.literal('book-days'), days: bookDaysSchema }),
  ]),
  branchId: idSchema,
  doctorId: idSchema,
  /** Both included, a year at most. */
  firstDay: dayKeySchema,
  lastDay: dayKeySchema,
  /** Only on the days of this recurrence rule from the first day on; null is every day. */
  rule: seriesSchema.shape.rule.nullable(),
  /** Beside what there is; only where there is nothing; or in the place of it. */
  way: z.enum(APPLY_WAYS),
});
export type Applying = z.infer<typeof applyingSchema>;
