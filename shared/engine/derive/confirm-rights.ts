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
 * No two confirmed sessions of a doctor overlap: whoever asks later is refused there. Only central
 * calls this, or a replica that is alone in its organisation.
 */
export async function confirmRights(
  tx: WriteTx,
  asked: {
    readonly series: readonly Stored<Series>[];
    readonly sessions: readonly Stored<Session>[];
  },
): Promise<void> {
  if (await isHealing(tx)) return;
  for (const series of asked.series) {
    const overlaps = await confirmedOverlaps(tx, series.id);
    await putRight(tx, series, {
      state: 'confirmed',
      throughMs: await lastStart(tx, series.id),
      refusedStartsMs: overlaps.map((overlap) => overlap.startMs),
      blockerBranchId: overlaps[0]?.branchId ?? null,
    });
  }
  for (const session of asked.sessions) {
    const [overlap] = await confirmedOverlaps(tx, session.id);
    await putRight(tx, session, {
      state: overlap ? 'refused' : 'confirmed',
      throughMs: FOR_EVER_MS,
      refusedStartsMs: [],
      blockerBranchId: overlap?.branchId ?? null,
    });
  }
}

/** Where sessions of `id`, itself or a series, overlap what is confirmed already. */
async function confirmedOverlaps(
  tx: WriteTx,
  id: string,
): Promise<readonly { startMs: number; branchId: string }[]> {
  const { rows } = await sql<{ startMs: number; branchId: string }>`
    select distinct on (mine.start_ms) mine.start_ms, other.branch_id
    from session mine join session other
      on other.organisation_id = mine.organisation_id and other.doctor_id = mine.doctor_id
      and other.during && mine.during and other.id <> mine.id
    where mine.organisation_id = ${tx.book.organisationId}
      and (mine.id = ${id} or mine.series_id = ${id}) and not mine.deleted
      and other.confirmed and not other.deleted and other.series_id is distinct from ${id}::uuid
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

async function putRight(
  tx: WriteTx,
  about: Stored<Series> | Stored<Session>,
  word: Pick<Right, 'state' | 'throughMs' | 'refusedStartsMs' | 'blockerBranchId'>,
): Promise<void> {
  const dot = dotOf(about);
  if (dot === null) return;
  const values = {
    ...word,
    branchId: about.branchId,
    doctorId: about.doctorId,
    homeReplica: about.homeReplica,
    forDot: dotText(dot),
    seq: tx.nextSeq(),
  };
  tx.touched('bookingRight');
  await tx.kysely
    .insertInto('bookingRight')
    .values({ organisationId: tx.book.organisationId, id: about.id, ...values })
    .onConflict((c) => c.columns(['organisationId', 'id']).doUpdateSet(values))
    .execute();
  await applyRights(tx, [about.id]);
}
