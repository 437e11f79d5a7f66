import { z } from 'zod';
import { alertingSchema } from './alert.ts';
import { idSchema, instantMsSchema } from './primitives.ts';

/** What is carried by each kind of intent about alerts. */
export const alertInputSchemas = {
  'save-alerting': alertingSchema.omit({ id: true }),
  /** `seenMs`: when it happened last, as the person saw it. */
  'settle-alert': z.object({ alertId: idSchema, seenMs: instantMsSchema }),
  /** null takes it back. */
  'snooze-alert': z.object({ alertId: idSchema, untilMs: instantMsSchema.nullable() }),
} as const;
