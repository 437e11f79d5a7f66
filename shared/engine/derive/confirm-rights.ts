import { sql } from 'kysely';
import type { Right, Series, Session } from '../../model/session.ts';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import { dotOf, dotText, type Stored } from '../store/stored.ts';
import { applyRights } from './apply-rights.ts';

/** A one-off session lasts as long as it lasts. */
const FOR_EVER_MS = 8.64e15;

/**
 * Decides which sessions are confirmed, so that bookings their home makes in them are firm at once.
 * No two confirmed sessions of a doctor overlap: whoever asks later is refused there. What was said
 * of an older version of one that asks counts for nothing. Only central calls this, or a replica
 * that is alone in its organisation. Returns whether it gave its word.
 */
export async function confirmRights(
  tx: WriteTx,
  asked: {
    readonly series: readonly Stored<Series>[];
    readonly sessions: readonly Stored<Session>[];
  },
): Promise<boolean> {
  if (await isHealing(tx)) return false;
  const undecided = new Set([...asked.series, ...asked.sessions].map(({ id }) => id));
  for (const series of asked.series) {
    const overlaps = await confirmedOverlaps(tx, series.id, [...undecided]);
    const word: Word = {
      about: series,
      state: 'confirmed',
      throughMs: await lastStart(tx, series.id),
      refusedStartsMs: overlaps.map((overlap) => overlap.startMs),
      blockerBranchId: overlaps[0]?.branchId ?? null,
    };
    await putRights(tx, [word]);
    undecided.delete(series.id);
  }
  await confirmSessions(tx, asked.sessions);
  return true;
}

/** One after the other in the order asked: whoever comes first stands in the way of the others. */
async function confirmSessions(tx: WriteTx, sessions: readonly Stored<Session>[]): Promise<void> {
  if (sessions.length === 0) return;
  const pairs = await loadOverlaps(
    tx,
    sessions.map(({ id }) => id),
  );
  const byId = Map.groupBy(pairs, ({ id }) => id);
  const asking = new Set(sessions.map(({ id }) => id));
  const confirmed = new Map(
    pairs.map(({ otherId, isConfirmed }) => [otherId, isConfirmed && !asking.has(otherId)]),
  );
  const words = sessions.map((session): Word => {
    const blocker = byId.get(session.id)?.find(({ otherId }) => confirmed.get(otherId));
    confirmed.set(session.id, blocker === undefined);
    return {
      ...{ about: session, state: blocker ? 'refused' : 'confirmed' },
      ...{ throughMs: FOR_EVER_MS, refusedStartsMs: [] },
      blockerBranchId: blocker?.branchId ?? null,
    };
  });
  await putRights(tx, words);
}

interface SessionOverlap {
  readonly id: string;
  readonly otherId: string;
  readonly branchId: string;
  readonly isConfirmed: boolean;
}

/** What each of the sessions overlaps that is confirmed, or may be in a moment. */
async function loadOverlaps(
  tx: WriteTx,
  ids: readonly string[],
): Promise<readonly SessionOverlap[]> {
  const { rows } = await sql<SessionOverlap>`
    with asked as (select distinct x.id from unnest(${[...ids]}::uuid[]) as x(id))
    select mine.id, other.id as other_id, other.branch_id, other.confirmed as is_confirmed
    from asked
    join session mine on mine.organisation_id = ${tx.book.organisationId} and mine.id = asked.id
    join session other
      on other.organisation_id = mine.organisation_id and other.doctor_id = mine.doctor_id
      and other.during && mine.during and other.id <> mine.id
    where not mine.deleted and not other.deleted
      and (other.confirmed or exists (select 1 from asked a where a.id = other.id))
    order by other.start_ms, other.id`.execute(tx.kysely);
  return rows;
}

/** Where sessions of a series overlap what is confirmed already, and does not ask anew. */
async function confirmedOverlaps(
  tx: WriteTx,
  seriesId: string,
  undecided: readonly string[],
): Promise<readonly { startMs: number; branchId: string }[]> {
  const { rows } = await sql<{ startMs: number; branchId: string }>`
    select distinct on (mine.start_ms) mine.start_ms, other.branch_id
    from session mine join session other
      on other.organisation_id = mine.organisation_id and other.doctor_id = mine.doctor_id
      and other.during && mine.during and other.id <> mine.id
    where mine.organisation_id = ${tx.book.organisationId}
      and mine.series_id = ${seriesId} and not mine.deleted
      and other.confirmed and not other.deleted
      and other.series_id is distinct from ${seriesId}::uuid
      and not exists (select 1 from unnest(${[...undecided]}::uuid[]) as u(id)
        where u.id = other.id or (u.id = other.series_id and other.dot_replica is null))
    order by mine.start_ms limit 1000`.execute(tx.kysely);
  return rows;
}

async function lastStart(tx: WriteTx, seriesId: string): Promise<number> {
  const row = await tx.kysely
    .selectFrom('session')
    .select((eb) => eb.fn.max('startMs').as('last'))
    .where('organisationId', '=', tx.book.organisationId)
    .where('seriesId', '=', seriesId)
    .executeTakeFirst();
  return row?.last ?? 0;
}

type Word = Pick<Right, 'state' | 'throughMs' | 'refusedStartsMs' | 'blockerBranchId'> & {
  readonly about: Stored<Series> | Stored<Session>;
};

async function putRights(tx: WriteTx, words: readonly Word[]): Promise<void> {
  const rows = words.flatMap(({ about, state, throughMs, refusedStartsMs, blockerBranchId }) => {
    const dot = dotOf(about);
    if (dot === null) return [];
    const { id, branchId, doctorId, homeReplica } = about;
    return {
      ...{ id, branchId, doctorId, homeReplica, forDot: dotText(dot), state, throughMs },
      ...{ refusedStartsMs, blockerBranchId, seq: tx.nextSeq() },
    };
  });
  if (rows.length === 0) return;
  tx.touched('bookingRight');
  await sql`
    insert into booking_right (organisation_id, id, branch_id, doctor_id, home_replica, for_dot,
      state, through_ms, refused_starts_ms, blocker_branch_id, seq)
    select ${tx.book.organisationId}::uuid, r.id, r."branchId", r."doctorId", r."homeReplica",
      r."forDot", r.state, r."throughMs",
      array(select x::int8 from jsonb_array_elements_text(r."refusedStartsMs") as x),
      r."blockerBranchId", r.seq
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "branchId" uuid,
      "doctorId" uuid, "homeReplica" text, "forDot" text, state text, "throughMs" int8,
      "refusedStartsMs" jsonb, "blockerBranchId" uuid, seq int8)
    on conflict (organisation_id, id) do update set
      branch_id = excluded.branch_id, doctor_id = excluded.doctor_id,
      home_replica = excluded.home_replica, for_dot = excluded.for_dot, state = excluded.state,
      through_ms = excluded.through_ms, refused_starts_ms = excluded.refused_starts_ms,
      blocker_branch_id = excluded.blocker_branch_id, seq = excluded.seq`.execute(tx.kysely);
  await applyRights(
    tx,
    rows.map(({ id }) => id),
  );
}
