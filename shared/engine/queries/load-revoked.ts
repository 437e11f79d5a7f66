import { sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';

interface ReplicaOf {
  readonly organisationId: string;
  readonly replica: string;
}

/** Those of some replicas that are not listened to any more. */
export async function loadRevoked(
  db: ReadDb,
  replicas: readonly ReplicaOf[],
): Promise<readonly ReplicaOf[]> {
  if (replicas.length === 0) return [];
  const { rows } = await sql<ReplicaOf>`
    select d.organisation_id, d.replica
    from jsonb_to_recordset(${JSON.stringify(replicas)}::jsonb)
      as l("organisationId" uuid, replica text)
    join device d on d.organisation_id = l."organisationId" and d.replica = l.replica
    where d.revoked_at_ms is not null`.execute(db.kysely);
  return rows;
}
