import type { ReplicaKind } from '../../model/handover.ts';
import type { ReadDb } from '../store/handles.ts';

/** Another replica of the organisation, as central last told of it. */
export interface KnownReplica {
  readonly replica: string;
  readonly name: string;
  readonly kind: ReplicaKind;
  readonly branchId: string | null;
  readonly doctorId: string | null;
  /** Ed25519, raw 32 bytes in base64. */
  readonly publicKey: string;
}

/** Who a replica of this name is; null if central told nothing of it, or took it out of service. */
export async function loadKnownReplica(
  db: ReadDb,
  organisationId: string,
  replica: string,
): Promise<KnownReplica | null> {
  const peer = await db.kysely
    .selectFrom('peer')
    .select(['replica', 'name', 'kind', 'branchId', 'doctorId', 'publicKey'])
    .where('organisationId', '=', organisationId)
    .where('replica', '=', replica)
    .where('retired', '=', false)
    .executeTakeFirst();
  const publicKey = peer?.publicKey ?? null;
  return peer === undefined || publicKey === null ? null : { ...peer, publicKey };
}
