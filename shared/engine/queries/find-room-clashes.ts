import {
  asksForRoom,
  findRoomBreaches,
  type RoomTime,
} from '../../domain/working-time/find-room-breaches.ts';
import type { WorkChange, ZoneOf } from '../../domain/working-time/work-time.ts';
import type { WorkBreach } from '../../model/work-breach.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadRecords } from './load-record.ts';
import { loadRoomTimes } from './load-room-times.ts';

/** What of working time that is to become another would be in a room where another doctor is. */
export async function findRoomClashes(
  db: ReadDb,
  organisationId: string,
  changes: readonly WorkChange[],
  zoneOf: ZoneOf,
): Promise<readonly WorkBreach[]> {
  const asked = changes
    .filter(({ before, after }) => asksForRoom(before, after))
    .flatMap(({ after }) => after ?? []);
  const made = changes.flatMap(({ after }) => (after?.roomId ? after : []));
  const changed = changes.flatMap(({ before }) => before?.id ?? []);
  return clashesOf(db, organisationId, asked, { made, changed, zoneOf });
}

/** The same of surgeries. */
export const findSurgeryClashes = (
  db: ReadDb,
  organisationId: string,
  asked: readonly RoomTime[],
  zoneOf: ZoneOf,
): Promise<readonly WorkBreach[]> =>
  clashesOf(db, organisationId, asked, { made: [], changed: [], zoneOf });

async function clashesOf(
  db: ReadDb,
  organisationId: string,
  asked: readonly RoomTime[],
  among: {
    readonly made: readonly RoomTime[];
    readonly changed: readonly string[];
    readonly zoneOf: ZoneOf;
  },
): Promise<readonly WorkBreach[]> {
  const roomIds = [...new Set(asked.flatMap(({ roomId }) => roomId ?? []))];
  if (roomIds.length === 0) return [];
  const { made, changed, zoneOf } = among;
  const exceptIds = [...changed, ...[...made, ...asked].map(({ id }) => id)];
  const there = await loadRoomTimes(db, organisationId, asked, exceptIds);
  const rooms = await loadRecords(db, organisationId, 'room', roomIds);
  return findRoomBreaches(asked, [...there, ...made], rooms, zoneOf);
}
