import type { Actor } from '../../model/user.ts';
import type { ExportWish } from '../../wire/desk/export.ts';
import { noteFilesTaken } from '../alerts/note-files-taken.ts';
import { causeOfLook } from '../store/cause-of-look.ts';
import type { Store } from '../store/open-store.ts';

/** That a file left the book, with whom and about what, stands in the audit trail. */
export const noteExport = (
  store: Store,
  organisationId: string,
  actor: Actor,
  { kind: _, ...wish }: ExportWish,
  count: number,
): Promise<void> =>
  store.write(organisationId, causeOfLook('export', actor), async (tx) => {
    tx.note({
      kind: 'export',
      id: wish.doctorId ?? wish.branchId,
      before: null,
      after: { ...wish, count },
    });
    await noteFilesTaken(tx, actor, wish.branchId);
  });
