import type { ClaimRecord } from '../../model/claim.ts';
import type { WriteTx } from '../store/handles.ts';

/**
 * Writes claims, new or not, each with its place in the feed. They are taken in the order of their
 * ids, which is no order in time: a GiST index fed in the order of time grows at one edge and
 * takes twice as long.
 */
export async function putClaims(tx: WriteTx, claims: readonly ClaimRecord[]): Promise<void> {
  if (claims.length === 0) return;
  tx.touched('claim');
  const first = tx.book.seq;
  tx.book.seq += claims.length;
  await tx.session.query(PUT_CLAIMS, [tx.book.organisationId, first, JSON.stringify(claims)]);
}

const PUT_CLAIMS = `
    insert into claim (organisation_id, id, branch_id, doctor_id, start_ms, end_ms, rank, priority,
      replica, overbooked, capacity, with_right, endorsed, verdict, blocker_id, seq)
    select $1, c.id, c."branchId", c."doctorId", c."startMs",
      c."endMs", c.rank, c.priority, c.replica, c.overbooked, c.capacity, c."withRight",
      c.endorsed, c.verdict, c."blockerId", $2 + row_number() over (order by c.id)
    from jsonb_to_recordset($3) as c(id uuid, "branchId" uuid,
      "doctorId" uuid, "startMs" int8, "endMs" int8, rank int2, priority int8, replica text,
      overbooked boolean, capacity int4, "withRight" boolean, endorsed boolean, verdict text,
      "blockerId" uuid)
    on conflict (organisation_id, id) do update set
      branch_id = excluded.branch_id, doctor_id = excluded.doctor_id,
      start_ms = excluded.start_ms, end_ms = excluded.end_ms, rank = excluded.rank,
      priority = excluded.priority, replica = excluded.replica, overbooked = excluded.overbooked,
      capacity = excluded.capacity, with_right = excluded.with_right,
      endorsed = excluded.endorsed, verdict = excluded.verdict, blocker_id = excluded.blocker_id,
      seq = excluded.seq`;
