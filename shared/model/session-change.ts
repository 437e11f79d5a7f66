import { z } from 'zod';
import { SESSION_SCOPES } from './choices.ts';
import { idSchema, minuteOfDaySchema } from './primitives.ts';
import { seriesSchema, serviceIdsSchema, wallBreaksSchema } from './session.ts';

/** Another doctor is to share working time. */
export const sharingSchema = z.object({
  doctorId: idSchema,
  /**
   * Of the same working time, which the other doctor is given with it: a session, or a series where
   * a series is shared. null where they have working time of their own then, or shall have.
   */
  newId: idSchema.nullable(),
});
export type Sharing = z.infer<typeof sharingSchema>;

/** Another time, pace or mark for a session, and for those of its series that are meant too. */
export const sessionChangeSchema = z.object({
  sessionId: idSchema,
  scope: z.enum(SESSION_SCOPES),
  /** Minutes of the day at the branch; `rule` is null where it stays as it is. null deletes. */
  to: seriesSchema
    .pick({ startMin: true, endMin: true, slotMin: true, capacity: true, tags: true })
    .extend({
      rule: seriesSchema.shape.rule.nullable(),
      /** Unsaid, they stay as they are. */
      breaks: wallBreaksSchema.optional(),
      roomId: seriesSchema.shape.roomId.optional(),
      serviceIds: serviceIdsSchema.optional(),
      /** Its beginning, until then a session of its own with so many patients at once: of a weekday. */
      opening: z
        .object({ untilMin: minuteOfDaySchema, capacity: seriesSchema.shape.capacity })
        .optional(),
      /** null ends it; what the other doctor has stays theirs. */
      shared: sharingSchema.nullable().optional(),
    })
    .nullable(),
  /** The id of the series that begins here when the earlier sessions stay as they are. */
  newSeriesId: idSchema,
});
export type SessionChange = z.infer<typeof sessionChangeSchema>;
