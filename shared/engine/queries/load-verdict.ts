import type { ClaimRecord } from '../../model/claim.ts';
import type { WriteTx } from '../store/handles.ts';

/** What settling says of an appointment's claim; null when it claims no time. */
export async function loadVerdict(
  tx: WriteTx,
  appointmentId: string,
): Promise<ClaimRecord['verdict'] | null> {
  const claim = await tx.kysely
    .selectFrom('claim')
    .select('verdict')
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', appointmentId)
    .executeTakeFirst();
  return claim?.verdict ?? null;
}
