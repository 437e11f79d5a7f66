import { findServiceBreach } from '../../domain/services/find-service-breach.ts';
import { serviceMinutes } from '../../domain/slots/service-minutes.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadServiceSessions } from '../queries/load-service-sessions.ts';
import { loadSharers } from '../queries/load-sharers.ts';
import type { ReadDb, WriteTx } from '../store/handles.ts';
import { decideGrant } from './grant-time.ts';
import type { QuotaWish } from './spend-quota.ts';

type SharedWish = QuotaWish & { readonly serviceId: string };

/**
 * Who of those who share a time has it for a visit that is with either: whoever is named, where they
 * are free and work for the service then, else the first of the others who is and does it. null: nobody shares it, or
 * none of them is free.
 */
export async function chooseSharer(
  tx: WriteTx,
  wish: SharedWish,
  { isNamedAway = false } = {},
): Promise<string | null> {
  const { organisationId } = tx.book;
  const sharers = await loadSharers(tx, organisationId, wish);
  if (sharers.length === 0) return null;
  const own = await loadServiceSessions(tx, organisationId, wish);
  const isNamedOut = isNamedAway || findServiceBreach(own, wish) !== null;
  const service = await loadRecord(tx, organisationId, 'service', wish.serviceId);
  for (const doctorId of isNamedOut ? sharers : [wish.doctorId, ...sharers]) {
    if (service && serviceMinutes(service, doctorId) === null) continue;
    if ((await decideGrant(tx, { ...wish, doctorId })).ok) return doctorId;
  }
  return null;
}

/** Whether a visit that is with either of two doctors still is where it goes. */
export async function staysWithEither(
  db: ReadDb,
  organisationId: string,
  { withEither }: { readonly withEither: boolean },
  to: Parameters<typeof loadSharers>[2],
): Promise<boolean> {
  return withEither && (await loadSharers(db, organisationId, to)).length > 0;
}
