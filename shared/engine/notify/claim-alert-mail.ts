import type { NewId } from '../../core/ids.ts';
import { derivedId } from '../../core/ids.ts';
import { maySeeAlert } from '../../domain/access/may-see-alert.ts';
import { alertRuleOf } from '../../domain/alerts/alert-rules.ts';
import type { Alert } from '../../model/alert.ts';
import { loadRecord, loadRecords } from '../queries/load-record.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import type { Connector } from '../store/session.ts';

/** An e-mail about an alert that this process alone sends. */
export interface ClaimedAlertMail {
  readonly organisationId: string;
  readonly alertId: string;
  readonly userId: string;
  /** Which opening of the alert it tells of. */
  readonly openedMs: number;
  readonly key: string;
  readonly attempts: number;
}

/** Longer than a call of a gateway and what is written around it take. */
const LEASE_MS = 90_000;
/** What is older than a week when e-mail is set up is no news. */
const NEWS_MS = 7 * 86_400_000;
const ALERTS_AT_ONCE = 200;

/** By the database's clock: processes whose own clocks differ agree on whose turn it is. */
const NOW = '(extract(epoch from clock_timestamp()) * 1000)::int8';

/** Writes down whom an open alert is to be sent to, once for each time that it opens. */
export async function noteAlertMail(
  {
    store,
    connector,
    newId,
  }: {
    readonly store: Store;
    readonly connector: Connector;
    readonly newId: NewId;
  },
  organisationId: string,
  nowMs: number,
): Promise<void> {
  const wanted = await store.read((db) => loadWanted(db, organisationId, nowMs));
  if (wanted.length === 0) return;
  await connector.withSession((session) =>
    session.query(
      `insert into alert_mail (organisation_id, alert_id, user_id, opened_ms, key, state, attempts,
          due_ms, lease_until_ms)
        select $1, w.alert_id, w.user_id, w.opened_ms, w.key, 'waiting', 0, $2, 0
        from jsonb_to_recordset($3::jsonb)
          as w(alert_id uuid, user_id uuid, opened_ms int8, key uuid)
        on conflict do nothing`,
      [
        organisationId,
        nowMs,
        JSON.stringify(
          wanted.map(({ alert, userId }) => ({
            ...{ alert_id: alert.id, user_id: userId, key: newId() },
            opened_ms: alert.settledThroughMs,
          })),
        ),
      ],
    ),
  );
}

async function loadWanted(
  db: ReadDb,
  organisationId: string,
  nowMs: number,
): Promise<readonly { readonly alert: Alert; readonly userId: string }[]> {
  const alerting = await loadRecord(
    db,
    organisationId,
    'alerting',
    derivedId(organisationId, 'alerting'),
  );
  if (!alerting || alerting.addresses.length === 0) return [];
  const open = await db.kysely
    .selectFrom('alert')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .whereRef('lastMs', '>', 'settledThroughMs')
    .where('lastMs', '>', nowMs - NEWS_MS)
    .orderBy('lastMs', 'desc')
    .limit(ALERTS_AT_ONCE)
    .execute();
  const mailed = open.filter(({ kind, snoozedUntilMs }) => {
    const rule = alertRuleOf(alerting, kind);
    return rule.isOn && rule.mails && (snoozedUntilMs ?? 0) <= nowMs;
  });
  if (mailed.length === 0) return [];
  const ids = alerting.addresses.map(({ userId }) => userId);
  const users = await loadRecords(db, organisationId, 'appUser', ids);
  return mailed.flatMap((alert) =>
    users
      .filter((user) => user.active && maySeeAlert(user, alert.branchId))
      .map((user) => ({ alert, userId: user.id })),
  );
}

/** Whoever was sending it ended before it heard how that went: nobody can say. */
const GIVE_UP = `update alert_mail set state = 'unknown', reason = 'process-ended'
  where state = 'sending' and lease_until_ms <= ${NOW}`;

const CLAIM = `with due as (
    select organisation_id, alert_id, user_id, opened_ms from alert_mail
    where state = 'waiting' and due_ms <= $2
    order by due_ms, alert_id, user_id limit $3 for update skip locked)
  update alert_mail m set state = 'sending', attempts = attempts + 1, leased_by = $1,
    lease_until_ms = ${NOW} + ${LEASE_MS}
  from due where m.organisation_id = due.organisation_id and m.alert_id = due.alert_id
    and m.user_id = due.user_id and m.opened_ms = due.opened_ms
  returning m.organisation_id as "organisationId", m.alert_id as "alertId",
    m.user_id as "userId", m.opened_ms as "openedMs", m.key, m.attempts`;

/** Takes up to `limit` that are due, of any organisation, for the process `by`. */
export const claimAlertMail = (
  connector: Connector,
  wish: { readonly by: string; readonly nowMs: number; readonly limit: number },
): Promise<readonly ClaimedAlertMail[]> =>
  connector.withSession(async (session) => {
    await session.query(GIVE_UP, []);
    const { rows } = await session.query(CLAIM, [wish.by, wish.nowMs, wish.limit]);
    return rows as readonly ClaimedAlertMail[];
  });
