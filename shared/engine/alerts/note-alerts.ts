import { sql } from 'kysely';
import type { AlertNews } from '../../domain/alerts/raise-alert.ts';
import type { AlertKind } from '../../model/alert.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Intent } from '../../model/intent.ts';
import type { Actor } from '../../model/user.ts';
import type { WriteTx } from '../store/handles.ts';
import { noteClearedDays } from './note-cleared-days.ts';
import { loadAlertRule, putAlert } from './put-alert.ts';

const HOUR_MS = 3_600_000;

/**
 * After somebody did something: writes, in the same transaction, what those who answer for the
 * branch have to know of it.
 */
export async function noteAlerts(tx: WriteTx, actor: Actor, intent: Intent): Promise<void> {
  await noteClearedDays(tx, actor, intent);
  await noteCancelled(tx, actor);
  await noteOverridden(tx, actor, intent);
}

/** What a person did, to be told of. */
export const newsOfActor = (
  actor: Pick<Actor, 'userId' | 'name'>,
  kind: AlertKind,
  branchId: string | null,
  amount: number,
): AlertNews => ({
  ...{ kind, branchId, amount, subjectId: actor.userId, subjectName: actor.name },
  ...{ byName: actor.name, reason: null, day: null },
});

/** So many called off at once, or one by one within the hour. */
async function noteCancelled(tx: WriteTx, actor: Actor): Promise<void> {
  const cancelled = tx
    .puts()
    .filter(
      ({ kind, before, after }) =>
        kind === 'appointment' &&
        (after as Appointment).status === 'cancelled' &&
        (after as Appointment).assistsId === null &&
        (before as Appointment | null)?.status !== 'cancelled',
    );
  const [first] = cancelled;
  if (!first) return;
  const rule = await loadAlertRule(tx, tx.book.organisationId, 'mass-cancelled');
  if (!rule.isOn) return;
  const earlier = await countActs(tx, actor, ['cancel'], { sinceMs: HOUR_MS, explained: false });
  const amount = cancelled.length + earlier;
  if (amount < rule.from) return;
  const { branchId } = first.after as Appointment;
  await putAlert(tx, newsOfActor(actor, 'mass-cancelled', branchId, amount));
}

const RULED = ['book', 'move', 'cancel'] as const;

/** Somebody went on although a rule of the clinic asked not to, and said why. */
async function noteOverridden(tx: WriteTx, actor: Actor, { kind, input }: Intent): Promise<void> {
  if (!RULED.some((one) => one === kind)) return;
  const accepts = 'accepts' in input ? input.accepts : undefined;
  if (!accepts?.reason) return;
  const rule = await loadAlertRule(tx, tx.book.organisationId, 'rule-overridden');
  if (!rule.isOn) return;
  const earlier = await countActs(tx, actor, ['book', 'move'], {
    ...{ sinceMs: 24 * HOUR_MS, explained: true },
  });
  if (earlier + 1 < rule.from) return;
  const appointment = tx.puts().find((put) => put.kind === 'appointment')?.after;
  const branchId = (appointment as Appointment | undefined)?.branchId ?? tx.book.branchId;
  await putAlert(tx, newsOfActor(actor, 'rule-overridden', branchId, earlier + 1));
}

/** How often a person did such a thing here lately, by the trail, which this transaction is not in. */
export async function countActs(
  tx: WriteTx,
  actor: Pick<Actor, 'userId'>,
  acts: readonly string[],
  { sinceMs, explained }: { readonly sinceMs: number; readonly explained: boolean },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int4 as count from audit
    where organisation_id = ${tx.book.organisationId} and at_ms > ${tx.nowMs - sinceMs}
      and actor_id = ${actor.userId} and intent_kind = any (${[...acts]}::text[])
      and (not ${explained} or reason is not null)`.execute(tx.kysely);
  return rows[0]?.count ?? 0;
}
