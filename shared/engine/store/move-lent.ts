import { sql } from 'kysely';
import type { WriteTx } from './handles.ts';
import { moveSessions } from './move-home.ts';

/**
 * What is on the way from or to a replica that is taken out of service: it goes on to its successor;
 * without one it stays where it was. Before any session moves, so that whoever comes to be at home
 * knows what has been handed on.
 */
export async function redirectHandovers(
  tx: WriteTx,
  from: string,
  successor: string | null,
): Promise<void> {
  const open = await tx.kysely
    .selectFrom('handover')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('state', 'in', ['asked', 'given', 'taken'])
    .where((eb) => eb.or([eb('fromReplica', '=', from), eb('toReplica', '=', from)]))
    .execute();
  const renamed = (replica: string): string => (replica === from ? (successor ?? from) : replica);
  for (const one of open) {
    const toReplica = one.toReplica === null ? null : renamed(one.toReplica);
    const after = { ...one, fromReplica: renamed(one.fromReplica), toReplica };
    tx.put('handover', successor === null ? { ...one, state: 'declined' } : after, one);
  }
  await tx.flush();
}

/**
 * Sessions that a replica was lent, when it is taken out of service: they pass to its successor;
 * without one they go back to their branch's replica.
 */
export async function moveLent(tx: WriteTx, from: string, successor: string | null): Promise<void> {
  const { organisationId } = tx.book;
  const lent = await tx.kysely
    .selectFrom('session')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('homeReplica', '=', from)
    .where('dotReplica', 'is not', null)
    .where('deleted', '=', false)
    .execute();
  if (lent.length === 0) return;
  const { rows } = await sql<{ id: string; homeReplica: string | null }>`
    select id, home_replica from branch where organisation_id = ${organisationId}`.execute(
    tx.kysely,
  );
  const homes = new Map(rows.map((branch) => [branch.id, branch.homeReplica]));
  await moveSessions(
    tx,
    lent,
    (session) => successor ?? homes.get(session.branchId) ?? tx.book.replica,
  );
}
