import { z } from 'zod';
import { LANGUAGES, MESSAGE_TEXT_MAX, TEXT_KINDS } from './choices.ts';
import { idSchema } from './primitives.ts';

/** What patients are told of one kind of thing in one language, in the clinic's own words. */
export const messageTextSchema = z.object({
  id: idSchema,
  kind: z.enum(TEXT_KINDS),
  language: z.enum(LANGUAGES),
  /** null: the standard one. */
  text: z.string().trim().min(1).max(MESSAGE_TEXT_MAX).nullable(),
});
export type MessageText = z.infer<typeof messageTextSchema>;
export type TextKind = MessageText['kind'];
