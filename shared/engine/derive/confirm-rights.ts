import { sql } from 'kysely';
import {
  type ConfirmedTimes,
  createConfirmedTimes,
} from '../../domain/schedule/confirmed-times.ts';
import type { Right, Series, Session } from '../../model/session.ts';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import { dotOf, dotText, type Stored } from '../store/stored.ts';
import { applyRights } from './apply-rights.ts';
import { loadContenders, type OfSeries } from './load-contenders.ts';

/** A one-off session lasts as long as it lasts. */
const FOR_EVER_MS = 8.64e15;
const REFUSED_STARTS_MAX = 1000;

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
  const { ofSeries, confirmed } = await loadContenders(tx, asked);
  const times = createConfirmedTimes(confirmed);
  const sessionsOf = Map.groupBy(ofSeries, ({ seriesId }) => seriesId);
  // One after the other in the order asked: whoever comes first stands in the way of the others.
  const words = [
    ...asked.series.map((series) => wordOnSeries(series, sessionsOf.get(series.id) ?? [], times)),
    ...asked.sessions.map((session) => wordOnSession(session, times)),
  ];
  await putRights(tx, words);
  return true;
}

type Word = Pick<Right, 'state' | 'throughMs' | 'refusedStartsMs' | 'blockerBranchId'> & {
  readonly about: Stored<Series> | Stored<Session>;
};

/** Confirmed but where sessions of it overlap those of others that are confirmed. */
function wordOnSeries(
  series: Stored<Series>,
  sessions: readonly OfSeries[],
  confirmed: ConfirmedTimes,
): Word {
  const live = sessions.filter(({ deleted }) => !deleted);
  const blocked = live.flatMap((session) => {
    const blocker = confirmed.overlapping(session).find(({ seriesId }) => seriesId !== series.id);
    return blocker ? { startMs: session.startMs, branchId: blocker.branchId } : [];
  });
  const refused = new Set(blocked.slice(0, REFUSED_STARTS_MAX).map(({ startMs }) => startMs));
  // Whoever edited one of them asked for it alone.
  for (const one of live) if (one.isDerived && !refused.has(one.startMs)) confirmed.add(one);
  return {
    ...{ about: series, state: 'confirmed', throughMs: sessions.at(-1)?.startMs ?? 0 },
    ...{ refusedStartsMs: [...refused], blockerBranchId: blocked[0]?.branchId ?? null },
  };
}

function wordOnSession(session: Stored<Session>, confirmed: ConfirmedTimes): Word {
  const [blocker] = confirmed.overlapping(session);
  if (!blocker) confirmed.add(session);
  return {
    ...{ about: session, state: blocker ? 'refused' : 'confirmed' },
    ...{ throughMs: FOR_EVER_MS, refusedStartsMs: [] },
    blockerBranchId: blocker?.branchId ?? null,
  };
}

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
