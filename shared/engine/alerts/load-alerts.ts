import { type RawBuilder, sql } from 'kysely';
import { decideSight } from '../../domain/access/decide-sight.ts';
import type { Alert } from '../../model/alert.ts';
import { type ALERT_FILTERS, ALERTS_SHOWN_MAX } from '../../model/choices.ts';
import type { Actor } from '../../model/user.ts';
import type { ReadDb } from '../store/handles.ts';

type Filter = (typeof ALERT_FILTERS)[number];

export interface AlertsWish {
  readonly actor: Pick<Actor, 'role' | 'branchIds'>;
  readonly nowMs: number;
  readonly filter: Filter;
  /** Part of a name or a reason; empty for any. */
  readonly text: string;
}

const OPEN = sql`last_ms > settled_through_ms`;

/** The alerts a person may see, what happened last first; not more than are shown at once. */
export async function loadAlerts(
  db: ReadDb,
  organisationId: string,
  { actor, nowMs, filter, text }: AlertsWish,
): Promise<readonly Alert[]> {
  const snoozed = sql`coalesce(snoozed_until_ms, 0) > ${nowMs}`;
  const where: Readonly<Record<Filter, RawBuilder<unknown>>> = {
    open: sql`(${OPEN} and not ${snoozed})`,
    snoozed: sql`(${OPEN} and ${snoozed})`,
    settled: sql`not (${OPEN})`,
    all: sql`true`,
  };
  const part = `%${text.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await sql<Alert>`
    select * from alert
    where organisation_id = ${organisationId} and ${own(actor)} and ${where[filter]}
      and (subject_name ilike ${part} or by_name ilike ${part} or reason ilike ${part})
    order by last_ms desc, id limit ${ALERTS_SHOWN_MAX}`.execute(db.kysely);
  return rows;
}

/** How many a person may see wait for somebody. */
export async function countOpenAlerts(
  db: ReadDb,
  organisationId: string,
  actor: Pick<Actor, 'role' | 'branchIds'>,
  nowMs: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int4 as count from alert
    where organisation_id = ${organisationId} and ${own(actor)} and ${OPEN}
      and coalesce(snoozed_until_ms, 0) <= ${nowMs}`.execute(db.kysely);
  return rows[0]?.count ?? 0;
}

function own(actor: Pick<Actor, 'role' | 'branchIds'>): RawBuilder<unknown> {
  const whose = decideSight(actor);
  if (whose === 'all') return sql`true`;
  if (whose === 'none') return sql`false`;
  return sql`branch_id = any (${[...whose]}::uuid[])`;
}
