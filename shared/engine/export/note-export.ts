import type { Actor } from '../../model/user.ts';
import type { ExportWish } from '../../wire/desk/export.ts';
import { countActs, newsOfActor } from '../alerts/note-alerts.ts';
import { loadAlertRule, putAlert } from '../alerts/put-alert.ts';
import { causeOfLook } from '../store/cause-of-look.ts';
import type { WriteTx } from '../store/handles.ts';
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
    await noteMany(tx, actor, wish.branchId);
  });

/** More files within the hour than anybody takes for their work. */
async function noteMany(tx: WriteTx, actor: Actor, branchId: string): Promise<void> {
  const rule = await loadAlertRule(tx, tx.book.organisationId, 'exported');
  if (!rule.isOn) return;
  const lately = { sinceMs: 3_600_000, explained: false };
  const files = 1 + (await countActs(tx, actor, ['export'], lately));
  if (files >= rule.from) await putAlert(tx, newsOfActor(actor, 'exported', branchId, files));
}
