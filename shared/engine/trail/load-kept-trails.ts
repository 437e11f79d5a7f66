import { sql } from 'kysely';
import type { KeptTrailInfo } from '../../wire/desk/trail.ts';
import type { ReadDb } from '../store/handles.ts';
import { isNearBranch, type NearBranches } from '../store/near-branches.ts';

/** More computers than any organisation has. */
const TRAILS_MAX = 2000;

/**
 * The trails that central keeps of others, by name: how long each is, where it ends, and how it came.
 * Of computers of these branches alone for who is held to them.
 */
export async function loadKeptTrails(
  { kysely }: ReadDb,
  organisationId: string,
  near: NearBranches = null,
): Promise<readonly KeptTrailInfo[]> {
  const { rows } = await sql<KeptTrailInfo>`
    select e.sender, coalesce(d.name, e.sender) as name, e.entries::int8, e.last_hash, e.heard_ms,
      e.problems::int4
    from (select sender, sum(last_no - first_no) as entries, max(heard_ms) as heard_ms,
        count(problem) as problems, (array_agg(last_hash order by part desc))[1] as last_hash
      from trail_end where organisation_id = ${organisationId} group by sender) e
    left join device d on d.organisation_id = ${organisationId} and d.replica = e.sender
    where ${isNearBranch('d.branch_id', near)}
    order by name, sender limit ${TRAILS_MAX}`.execute(kysely);
  return rows;
}
