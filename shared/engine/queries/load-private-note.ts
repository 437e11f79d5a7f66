import { derivedId } from '../../core/ids.ts';
import type { NoteAbout } from '../../model/private-note.ts';
import type { ReadDb } from '../store/handles.ts';

/** One person has one note on a thing. Its id says neither who nor what. */
export const privateNoteId = (userId: string, about: NoteAbout): string =>
  derivedId(userId, `${about.kind} ${about.id}`);

/** What the person noted down there for nobody else; null if nothing. */
export async function loadPrivateNote(
  { kysely }: ReadDb,
  organisationId: string,
  userId: string,
  about: NoteAbout,
): Promise<string | null> {
  const note = await kysely
    .selectFrom('privateNote')
    .select('text')
    .where('organisationId', '=', organisationId)
    .where('id', '=', privateNoteId(userId, about))
    .where('userId', '=', userId)
    .executeTakeFirst();
  return note?.text ?? null;
}
