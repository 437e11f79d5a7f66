import type { TimeOff } from '../../model/time-off.ts';
import type { ReadDb } from '../store/handles.ts';
import { isNearDoctor, type NearBranches } from '../store/near-branches.ts';

/** More than anybody reads. */
const TIMES_OFF_SHOWN_MAX = 500;

/** When doctors are away, from now on, the earliest first. */
export const loadTimesOff = (
  db: ReadDb,
  organisationId: string,
  nowMs: number,
  near: NearBranches = null,
): Promise<readonly TimeOff[]> =>
  db.kysely
    .selectFrom('timeOff')
    .select([
      'id',
      'doctorId',
      'startMs',
      'endMs',
      'kind',
      'reason',
      'roomId',
      'tells',
      'sentence',
      'deleted',
    ])
    .where('organisationId', '=', organisationId)
    .where('deleted', '=', false)
    .where('endMs', '>', nowMs)
    .where(isNearDoctor('timeOff.doctorId', organisationId, near))
    .orderBy('startMs')
    .orderBy('id')
    .limit(TIMES_OFF_SHOWN_MAX)
    .execute();
