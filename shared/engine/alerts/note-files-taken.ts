import type { Actor } from '../../model/user.ts';
import type { WriteTx } from '../store/handles.ts';
import { countActs, newsOfActor } from './note-alerts.ts';
import { loadAlertRule, putAlert } from './put-alert.ts';

const HOUR_MS = 3_600_000;
/** Acts by which a file leaves the book: of appointments or slots, a day, a call list, a report, or the audit trail. */
const TAKEN_BY = ['export', 'export-trail'] as const;

/** More files within the hour than anybody takes for their work are told of, this one among them. */
export async function noteFilesTaken(
  tx: WriteTx,
  actor: Actor,
  branchId: string | null,
): Promise<void> {
  const rule = await loadAlertRule(tx, tx.book.organisationId, 'exported');
  if (!rule.isOn) return;
  const lately = { sinceMs: HOUR_MS, explained: false };
  const files = 1 + (await countActs(tx, actor, TAKEN_BY, lately));
  if (files >= rule.from) await putAlert(tx, newsOfActor(actor, 'exported', branchId, files));
}
