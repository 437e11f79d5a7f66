import { sql } from 'kysely';
import {
  followTrail,
  type TrailProblem,
  type TrailStretch,
} from '../../domain/trail/follow-trail.ts';
import type { TrailPlace } from '../../model/trail-place.ts';
import type { TrailPassage, WantedEntry } from '../../wire/exchange/trail-passage.ts';
import type { WriteTx } from '../store/handles.ts';
import { keepPiece, loadWanted } from './keep-piece.ts';
import { ENTRY_COLUMNS, readEntries, type SentEntry } from './read-entries.ts';

export interface KeptTrail {
  /** How far central has the trail now. */
  readonly acked: number;
  /** What was wrong with what came, each once. */
  readonly problems: readonly TrailProblem[];
  /** Which entry it needs the changes of. */
  readonly wants: WantedEntry | null;
}

/**
 * Keeps what a replica hands over of its audit trail, beside what central has of it: nothing that
 * was kept is ever changed. Where it does not go on from there it is kept as another part, with what
 * is wrong; that holds back nothing else of the exchange.
 */
export async function keepTrail(
  tx: WriteTx,
  sender: string,
  passage: TrailPassage & { readonly isLatest: boolean },
): Promise<KeptTrail> {
  const { organisationId } = tx.book;
  const end = await loadEnd(tx, organisationId, sender);
  const sent = await readEntries(tx, passage.entries);
  const isKnownBefore = end === null && (await isKept(tx, organisationId, passage.after));
  const said = { ...passage, entries: sent };
  const stretches = followTrail(end, said, isKnownBefore);
  for (const stretch of stretches) await keepStretch(tx, sender, stretch, sent);
  const problems = stretches.flatMap(({ begins }) => begins?.problem ?? []);
  const isAsSaid = passage.piece === undefined || (await keepPiece(tx, sender, passage.piece));
  if (!isAsSaid) problems.push('rewritten');
  return {
    acked: stretches.at(-1)?.last.no ?? end?.no ?? 0,
    problems: [...new Set(problems)],
    wants: await loadWanted(tx, sender),
  };
}

async function loadEnd({ kysely }: WriteTx, organisationId: string, sender: string) {
  const { rows } = await sql<TrailPlace & { part: number }>`
    select part, last_no as no, last_hash as hash from trail_end
    where organisation_id = ${organisationId} and sender = ${sender}
    order by part desc limit 1`.execute(kysely);
  return rows[0] ?? null;
}

/** Whether central has the entry at a place of whatever trail. */
async function isKept(
  { kysely }: WriteTx,
  organisationId: string,
  { no, hash }: TrailPlace,
): Promise<boolean> {
  const { rows } = await sql`select 1 from kept_trail
    where organisation_id = ${organisationId} and hash = ${hash} and no = ${no} limit 1`.execute(
    kysely,
  );
  return rows.length > 0;
}

async function keepStretch(
  tx: WriteTx,
  sender: string,
  { part, begins, entries, last }: TrailStretch,
  sent: readonly SentEntry[],
): Promise<void> {
  const { organisationId } = tx.book;
  const first = begins?.first;
  if (first) {
    await sql`insert into trail_end (organisation_id, sender, part, first_no, first_hash, last_no,
        last_hash, problem, begun_ms, heard_ms)
      values (${organisationId}, ${sender}, ${part}, ${first.no}, ${first.hash}, ${last.no},
        ${last.hash}, ${begins.problem}, ${tx.nowMs}, ${tx.nowMs})`.execute(tx.kysely);
  } else if (entries.length > 0) {
    await sql`update trail_end set last_no = ${last.no}, last_hash = ${last.hash},
        heard_ms = ${tx.nowMs}
      where organisation_id = ${organisationId} and sender = ${sender} and part = ${part}`.execute(
      tx.kysely,
    );
  }
  const kept = new Set(entries.map(({ hash }) => hash));
  const rows = sent.filter(({ hash }) => kept.has(hash));
  if (rows.length === 0) return;
  const { seq } = tx.book;
  tx.book.seq += rows.length;
  await tx.session.query(KEEP, [
    ...[organisationId, sender, part, seq],
    rows.map(({ json }) => json),
    rows.map(({ hash }) => hash),
    rows.map(({ isWhole }) => isWhole),
  ]);
}

const KEEP = `
  insert into kept_trail (organisation_id, sender, part, seq, is_whole, form, previous_hash, replica,
    no, at_ms, hlc, intent_id, intent_kind, actor_id, actor_name, role, desk, source, reason,
    record_ids, changes, hash)
  select $1::uuid, $2::text, $3::int4, $4::int8 + t.place, t.is_whole, ${ENTRY_COLUMNS}, t.hash
  from (select hash, is_whole, place, json::jsonb as e
    from unnest($5::text[], $6::text[], $7::boolean[])
      with ordinality as u (json, hash, is_whole, place)) t`;
