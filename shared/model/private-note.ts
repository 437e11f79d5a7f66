import { z } from 'zod';
import { PRIVATE_NOTE_LENGTH_MAX } from './choices.ts';
import { idSchema } from './primitives.ts';

/** What a person notes down for nobody else. */
export const noteAboutSchema = z.object({
  kind: z.enum(['slot', 'session', 'appointment']),
  id: idSchema,
});
export type NoteAbout = z.infer<typeof noteAboutSchema>;

/** `text` is all of it as it is to be; an empty one takes the note away. */
export const privateNoteInputSchema = z.object({
  about: noteAboutSchema,
  text: z.string().trim().max(PRIVATE_NOTE_LENGTH_MAX),
});
