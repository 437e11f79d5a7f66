import type { Delegation } from '../../model/delegation.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/** More that touch one stretch of a month are a mistake somewhere. */
const NEAR_MAX = 2000;

/** What was offered or passed of a branch's time in a stretch, between whichever doctors. */
export const loadDelegationsNear = (
  db: ReadDb,
  organisationId: string,
  branchId: string,
  { startMs, endMs }: Interval,
): Promise<readonly Stored<Delegation>[]> =>
  db.kysely
    .selectFrom('delegation')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('branchId', '=', branchId)
    .where('startMs', '<', endMs)
    .where('endMs', '>', startMs)
    .where('deleted', '=', false)
    .orderBy('atMs', 'desc')
    .limit(NEAR_MAX)
    .execute();
