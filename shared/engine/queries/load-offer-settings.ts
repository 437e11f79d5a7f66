import { NO_SETTINGS, type OfferSettings } from '../../domain/waitlist/decide-offer.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadMessaging } from './load-messaging.ts';

/** What a branch lets be offered to whoever waits. */
export async function loadOfferSettings(
  db: ReadDb,
  organisationId: string,
  branchId: string,
): Promise<OfferSettings> {
  return (await loadMessaging(db, organisationId, branchId)) ?? NO_SETTINGS;
}
