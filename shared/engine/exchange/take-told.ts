import { sql } from 'kysely';
import type { TrailAnswer } from '../../wire/exchange/trail-passage.ts';
import type { WriteTx } from '../store/handles.ts';

/** Takes how far central has this replica's trail, what it lacks of it, and what others did to what it sees. */
export async function takeTold(tx: WriteTx, { acked, told, wants }: TrailAnswer): Promise<void> {
  const { organisationId } = tx.book;
  const wanted = wants === undefined ? null : JSON.stringify(wants);
  await sql`insert into trail_handed (organisation_id, no, wants)
    values (${organisationId}, ${acked}, ${wanted}::jsonb)
    on conflict (organisation_id) do update set no = excluded.no, wants = excluded.wants
    where trail_handed.no <> excluded.no
      or trail_handed.wants is distinct from excluded.wants`.execute(tx.kysely);
  if (told.length === 0) return;
  await tx.session.query(TAKE, [organisationId, JSON.stringify(told)]);
}

const TAKE = `
  insert into told_trail (organisation_id, replica, no, record_id, hash, at_ms, hlc, intent_kind,
    actor_name, role, desk, source, reason, change)
  select $1::uuid, e.replica, e.no, e."recordId", e.hash, e."atMs", e.hlc, e."intentKind",
    e."actorName", e.role, e.desk, e.source, e.reason, e.change
  from jsonb_to_recordset($2::jsonb) as e(replica text, no int8, "recordId" uuid, hash text,
    "atMs" int8, hlc int8, "intentKind" text, "actorName" text, role text, desk text, source text,
    reason text, change jsonb)
  on conflict (organisation_id, record_id, hash) do nothing`;
