import { derivedId } from '../../core/ids.ts';
import { NO_SETTINGS, type OfferSettings } from '../../domain/waitlist/decide-offer.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadRecord } from './load-record.ts';

/** What a branch lets be offered to whoever waits. */
export async function loadOfferSettings(
  db: ReadDb,
  organisationId: string,
  branchId: string,
): Promise<OfferSettings> {
  const id = derivedId(branchId, 'messaging');
  return (await loadRecord(db, organisationId, 'messaging', id)) ?? NO_SETTINGS;
}
