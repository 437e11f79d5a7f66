import type { WriteTx } from './handles.ts';
import type { RecordShapes } from './kind-info.ts';
import type { Stored } from './stored.ts';

/** Writes collected before they go to the database. */
const PUTS_AT_ONCE = 400;

/**
 * Gives a branch's sessions, and with them the right to book in them, from one replica to another,
 * in the caller's transaction: at no time does the right to an hour have two owners. `null` stands
 * for a branch without a replica, whose sessions are at home in central.
 */
export async function moveHome(
  tx: WriteTx,
  branchId: string,
  from: string | null,
  to: string | null,
): Promise<void> {
  const { organisationId } = tx.book;
  const branch = await tx.kysely
    .selectFrom('branch')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', branchId)
    .where('homeReplica', 'is not distinct from', from)
    .executeTakeFirst();
  if (!branch) return;
  tx.put('branch', { ...branch, homeReplica: to }, branch);
  const atHome = { organisationId, branchId, homeReplica: from ?? tx.book.replica, deleted: false };
  const homeReplica = to ?? tx.book.replica;
  const series = await tx.kysely
    .selectFrom('series')
    .selectAll()
    .where((eb) => eb.and(atHome))
    .execute();
  for (const one of series) tx.put('series', { ...one, homeReplica }, one);
  await tx.flush();
  // Sessions of a series follow it, unless someone edited them.
  const sessions = await tx.kysely
    .selectFrom('session')
    .selectAll()
    .where((eb) => eb.and(atHome))
    .where('dotReplica', 'is not', null)
    .execute();
  await moveSessions(tx, sessions, () => homeReplica);
}

/** The same for single sessions; a derived one is authored from then on, and keeps its home. */
export async function moveSessions(
  tx: WriteTx,
  sessions: readonly Stored<RecordShapes['session']>[],
  homeOf: (session: RecordShapes['session']) => string,
): Promise<void> {
  for (const [i, one] of sessions.entries()) {
    tx.put('session', { ...one, homeReplica: homeOf(one) }, one);
    if (i % PUTS_AT_ONCE === PUTS_AT_ONCE - 1) await tx.flush();
  }
  await tx.flush();
}
