import type { Actor } from '../../model/user.ts';
import type { TrailFileWish } from '../../wire/desk/trail.ts';
import { noteFilesTaken } from '../alerts/note-files-taken.ts';
import { causeOfLook } from '../store/cause-of-look.ts';
import type { Store } from '../store/open-store.ts';

/** That a file of the audit trail left the book stands in the trail itself. */
export const noteTrailFile = (
  store: Store,
  organisationId: string,
  actor: Actor,
  { fromMs, untilMs, count }: TrailFileWish & { readonly count: number },
): Promise<void> =>
  store.write(organisationId, causeOfLook('export-trail', actor), async (tx) => {
    tx.note({
      ...{ kind: 'export', id: organisationId, before: null },
      after: { content: 'audit', fromMs, untilMs, count },
    });
    await noteFilesTaken(tx, actor, tx.book.branchId);
  });
