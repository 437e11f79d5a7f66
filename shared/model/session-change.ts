import { z } from 'zod';
import { SCOPES } from './choices.ts';
import { idSchema } from './primitives.ts';
import { seriesSchema, wallBreaksSchema } from './session.ts';

/** Another time, pace or mark for a session, and for those of its series that are meant too. */
export const sessionChangeSchema = z.object({
  sessionId: idSchema,
  scope: z.enum(SCOPES),
  /** Minutes of the day at the branch; `rule` is null where it stays as it is. null deletes. */
  to: seriesSchema
    .pick({ startMin: true, endMin: true, slotMin: true, capacity: true, tags: true })
    .extend({
      rule: seriesSchema.shape.rule.nullable(),
      /** Unsaid, they stay as they are. */
      breaks: wallBreaksSchema.optional(),
      roomId: seriesSchema.shape.roomId.optional(),
    })
    .nullable(),
  /** The id of the series that begins here when the earlier sessions stay as they are. */
  newSeriesId: idSchema,
});
export type SessionChange = z.infer<typeof sessionChangeSchema>;
