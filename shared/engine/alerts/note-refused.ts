import type { Strikes } from '../../domain/alerts/create-strikes.ts';
import type { Intent } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../model/user.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import { newsOfActor } from './note-alerts.ts';
import { loadAlertRule, putAlert } from './put-alert.ts';

/** Within this time attempts are counted together. */
export const ATTEMPTS_MS = 3_600_000;

/** Why it is written that somebody has to know of something: nobody asked for that. */
export const ALERT = {
  ...{ intentId: null, intentKind: 'alert', actorId: null, actorName: 'Daybook' },
  ...{ role: 'replica', desk: 'alerts', source: 'sync' as const, reason: null },
};

/**
 * Whoever is refused a second patient in a time again and again is told of, in a transaction of its
 * own: the refused one changed nothing.
 */
export async function noteRefused(
  { store, strikes }: { readonly store: Store; readonly strikes: Strikes },
  organisationId: string,
  actor: Actor,
  intent: Intent,
  refusal: Refusal,
): Promise<void> {
  if (!isOverbooking(intent, refusal)) return;
  const attempts = strikes.add(`${organisationId} ${actor.userId}`);
  const rule = await store.read((db) => loadAlertRule(db, organisationId, 'overbooking-refused'));
  if (!rule.isOn || attempts < rule.from) return;
  const { input } = intent;
  const note = (tx: WriteTx): Promise<void> => {
    const branchId = 'branchId' in input ? input.branchId : tx.book.branchId;
    return putAlert(tx, newsOfActor(actor, 'overbooking-refused', branchId, attempts));
  };
  await store.write(organisationId, ALERT, note, { isLittle: true });
}

/** A time that somebody has, or one that was to be shared, whatever it was refused for. */
function isOverbooking({ kind, input }: Intent, refusal: Refusal): boolean {
  if (kind === 'book' || kind === 'move') {
    const isAsked = 'overbookReason' in input && input.overbookReason !== null;
    return isAsked || refusal.kind === 'time-taken';
  }
  if (kind !== 'act-on-queue') return false;
  const { act } = input as Intent<'act-on-queue'>['input'];
  return act.kind === 'start' && act.overbookReason !== null;
}
