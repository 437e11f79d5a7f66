import { sql } from 'kysely';
import type { TrailPlace } from '../../model/trail-place.ts';
import type { ReadDb } from '../store/handles.ts';

/** Where the trail ended when a backup was made. */
export interface KnownEnd extends TrailPlace {
  readonly madeMs: number;
}

/**
 * Ends that were known once and are not in the trail any more: it was cut, or made anew. What came
 * after the backup that was put in the place of the book is not looked for: that was left behind, as
 * the trail itself says.
 */
export async function findLostEnds(
  { kysely }: ReadDb,
  organisationId: string,
  ends: readonly KnownEnd[],
): Promise<readonly KnownEnd[]> {
  const known = JSON.stringify(ends);
  const { rows } = await sql<KnownEnd>`
    select k.no::int4, k.hash, k."madeMs"::int8 as made_ms
    from jsonb_to_recordset(${known}::jsonb) as k(no int8, hash text, "madeMs" int8)
    where k.no > 0
      and not exists (select 1 from audit a where a.organisation_id = ${organisationId}
        and a.no = k.no and a.hash = k.hash)
      and not exists (select 1 from audit r where r.organisation_id = ${organisationId}
        and r.intent_kind = 'reincarnate' and r.at_ms >= k."madeMs" and r.no <= k.no)
    order by k."madeMs"`.execute(kysely);
  return rows;
}
