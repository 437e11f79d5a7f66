import type { Actor } from '../../model/user.ts';
import type { Ask } from '../../wire/desk/ask.ts';
import { noteFilesTaken } from '../alerts/note-files-taken.ts';
import { causeOfLook } from '../store/cause-of-look.ts';
import type { Store } from '../store/open-store.ts';

/** That a day or a call list left the book as a file, with whom and about what, stands in the audit trail. */
export const notePaper = (
  store: Store,
  organisationId: string,
  actor: Actor,
  { kind: content, ...wish }: Extract<Ask, { kind: 'day-sheet-file' | 'call-list-file' }>,
): Promise<void> =>
  store.write(organisationId, causeOfLook('export', actor), async (tx) => {
    tx.note({ kind: 'export', id: wish.branchId, before: null, after: { content, ...wish } });
    await noteFilesTaken(tx, actor, wish.branchId);
  });
