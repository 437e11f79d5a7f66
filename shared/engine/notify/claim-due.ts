import type { Connector } from '../store/session.ts';

/** A notification that this process alone sends, for as long as it is leased to it. */
export interface ClaimedNotification {
  readonly organisationId: string;
  readonly id: string;
}

/** Longer than a call of a gateway and what is written around it take. */
const LEASE_MS = 90_000;
const NEW_AT_ONCE = 1000;
/**
 * As long as a desk offers to take something back: who does is asked nothing, and what a branch did
 * without a line arrives whole before the first of it is told.
 */
const GRACE_MS = 10_000;

/** What is to be sent and has no line in the outbox yet. */
const FILL = `insert into outbox (organisation_id, id, due_ms)
  select n.organisation_id, n.id, $1::int8 + ${GRACE_MS} from notification n
  where n.state in ('waiting', 'sending') and not exists (
    select from outbox o where o.organisation_id = n.organisation_id and o.id = n.id)
  limit ${NEW_AT_ONCE} on conflict do nothing`;

/** By the database's clock: processes whose own clocks differ agree on whose turn it is. */
const NOW = '(extract(epoch from clock_timestamp()) * 1000)::int8';

/** A line that another process has locked is its own; one that it leased meanwhile is seen as that. */
const CLAIM = `with due as (
    select organisation_id, id from outbox
    where due_ms <= $2 and lease_until_ms <= ${NOW}
    order by due_ms, id limit $3 for update skip locked)
  update outbox o set leased_by = $1, lease_until_ms = ${NOW} + ${LEASE_MS}
  from due where o.organisation_id = due.organisation_id and o.id = due.id
  returning o.organisation_id as "organisationId", o.id`;

/** Takes up to `limit` notifications that are due, of any organisation, for the process `by`. */
export const claimDue = (
  connector: Connector,
  wish: { readonly by: string; readonly nowMs: number; readonly limit: number },
): Promise<readonly ClaimedNotification[]> =>
  connector.withSession(async (session) => {
    await session.query(FILL, [wish.nowMs]);
    const { rows } = await session.query(CLAIM, [wish.by, wish.nowMs, wish.limit]);
    return rows as readonly ClaimedNotification[];
  });

/** Whether it is this process's still; keeps it for as long again. In a transaction. */
export const RENEW_LEASE = `update outbox set lease_until_ms = ${NOW} + ${LEASE_MS}
  where organisation_id = $1 and id = $2 and leased_by = $3 returning doubt_ms as "doubtMs"`;

/**
 * Keeps the lines of all that one message tells of, under the name of the one that was claimed, so
 * that whoever claimed another of them has it no more.
 */
export const LEASE_TO = `insert into outbox (organisation_id, id, due_ms, leased_by, lease_until_ms, doubt_ms)
  select $1, id, 0, $3, ${NOW} + ${LEASE_MS}, null from unnest($2::uuid[]) as id
  on conflict (organisation_id, id) do update
    set leased_by = excluded.leased_by, lease_until_ms = excluded.lease_until_ms`;

/** Lets them go until they are due. */
export const POSTPONE = `update outbox set due_ms = $3, doubt_ms = $4, leased_by = null,
  lease_until_ms = 0 where organisation_id = $1 and id = any ($2::uuid[])`;

/** There is nothing to send any more. */
export const FORGET = 'delete from outbox where organisation_id = $1 and id = any ($2::uuid[])';
