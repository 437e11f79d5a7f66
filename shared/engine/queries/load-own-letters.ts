import { ticketLetters } from '../../domain/queue/queue-state.ts';
import type { WriteTx } from '../store/handles.ts';

/** The letters of this replica's tickets: no other replica of the branch has them. */
export async function loadOwnLetters(tx: WriteTx): Promise<string> {
  const { organisationId, replica, centralUrl } = tx.book;
  if (centralUrl === null) return ticketLetters(1, replica);
  const peer = await tx.kysely
    .selectFrom('peer')
    .select('ordinal')
    .where('organisationId', '=', organisationId)
    .where('replica', '=', replica)
    .executeTakeFirst();
  return ticketLetters(peer?.ordinal ?? null, replica);
}
