import { derivedId } from '../../core/ids.ts';
import type { Messaging } from '../../model/messaging.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { loadRecord } from './load-record.ts';

/** Under which what a branch tells its patients stands, on every replica. */
export const messagingId = (branchId: string): string => derivedId(branchId, 'messaging');

/** Of what a branch tells its patients; null where nobody has said it. */
export const loadMessaging = (
  db: ReadDb,
  organisationId: string,
  branchId: string,
): Promise<Stored<Messaging> | null> =>
  loadRecord(db, organisationId, 'messaging', messagingId(branchId));
