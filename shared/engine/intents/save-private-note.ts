import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { PRIVATE_NOTES_MAX } from '../../model/choices.ts';
import type { NoteAbout } from '../../model/private-note.ts';
import type { Refusal } from '../../model/refusal.ts';
import { loadPrivateNote, privateNoteId } from '../queries/load-private-note.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';

/**
 * Writes, changes or takes away what a person notes down for nobody else. It is no record: it goes
 * into no feed and to no other replica, and of it the audit trail says that it was written.
 */
export const savePrivateNote: IntentHandler<'save-private-note'> = async (context, input) => {
  const { tx, actor } = context;
  const { about, text } = input;
  const { organisationId } = tx.book;
  const access = await refuseUnseen(context, about);
  if (!access.ok) return access;
  const known = await loadPrivateNote(tx, organisationId, actor.userId, about);
  const done = ok({ recordId: null, undoable: false });
  if ((known ?? '') === text) return done;
  const id = privateNoteId(actor.userId, about);
  if (text === '') {
    await tx.kysely
      .deleteFrom('privateNote')
      .where('organisationId', '=', organisationId)
      .where('id', '=', id)
      .execute();
  } else {
    const room = known === null ? await refuseFull(context) : ok(null);
    if (!room.ok) return room;
    const whose = { organisationId, id, userId: actor.userId };
    const written = { aboutKind: about.kind, aboutId: about.id, text, atMs: tx.nowMs };
    await tx.kysely
      .insertInto('privateNote')
      .values({ ...whose, ...written })
      .onConflict((c) => c.columns(['organisationId', 'id']).doUpdateSet(written))
      .execute();
  }
  tx.note({ kind: 'privateNote', id, before: null, after: null });
  return done;
};

/** What a person may not see in the book is nothing to write on. */
async function refuseUnseen(
  { tx, actor }: IntentContext,
  { kind, id }: NoteAbout,
): Promise<Result<null, Refusal>> {
  const record = await loadRecord(tx, tx.book.organisationId, kind, id);
  return record
    ? decideAccess(actor, 'save-private-note', record)
    : err({ kind: 'unknown-record', record: kind, id });
}

async function refuseFull({ tx, actor }: IntentContext): Promise<Result<null, Refusal>> {
  const { count } = await tx.kysely
    .selectFrom('privateNote')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('organisationId', '=', tx.book.organisationId)
    .where('userId', '=', actor.userId)
    .executeTakeFirstOrThrow();
  return Number(count) < PRIVATE_NOTES_MAX
    ? ok(null)
    : err({ kind: 'too-many', what: 'private notes', max: PRIVATE_NOTES_MAX });
}
