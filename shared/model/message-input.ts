import { z } from 'zod';
import { messageTextSchema } from './message-text.ts';
import { messagingSchema } from './messaging.ts';
import { idSchema } from './primitives.ts';

/** Also for the other visits that the same message tells of; left out for the one alone. */
const togetherSchema = z.boolean().optional();

/** What is carried by each kind of intent about messages to patients. */
export const messageInputSchemas = {
  'save-messaging': messagingSchema.omit({ id: true }).extend({
    /** Left out, they stay as they are. */
    offerNoticeMin: messagingSchema.shape.offerNoticeMin.removeDefault().optional(),
    offerMinutes: messagingSchema.shape.offerMinutes.removeDefault().optional(),
    language: messagingSchema.shape.language.removeDefault().optional(),
  }),
  'save-message-text': messageTextSchema.omit({ id: true }),
  'send-again': z.object({ notificationId: idSchema, together: togetherSchema }),
  'mark-told': z.object({ notificationId: idSchema, together: togetherSchema }),
} as const;
