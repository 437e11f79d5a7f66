import { sql } from 'kysely';
import type { ReplicaInfo } from '../../wire/desk/down.ts';
import type { ReadDb } from '../store/handles.ts';

/**
 * What this replica is to a desk; null before it was set up. A book that was opened and then got no
 * organisation, because the machine stopped in between, does not count; one that joined a central
 * server hears of its organisation from there.
 */
export async function loadReplicaInfo(
  db: ReadDb,
  /** Left out where there is one book alone. */
  organisationId: string | null = null,
): Promise<ReplicaInfo | null> {
  const { rows } = await sql<ReplicaInfo>`
    select b.replica, b.name, b.kind, b.branch_id, b.doctor_id,
      coalesce(o.name, b.name) as organisation_name
    from book b
    left join organisation o on o.organisation_id = b.organisation_id and o.id = b.organisation_id
    where (o.id is not null or b.central_url is not null)
      and (${organisationId}::uuid is null or b.organisation_id = ${organisationId}::uuid)
    limit 1`.execute(db.kysely);
  return rows[0] ?? null;
}
