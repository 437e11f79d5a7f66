import type { Room } from '../../model/room.ts';
import type { Session } from '../../model/session.ts';
import type { WorkBreach } from '../../model/work-breach.ts';
import { dayAt } from '../../time/day.ts';
import { createIntervalIndex } from '../../time/interval-index.ts';
import type { WorkTime, ZoneOf } from './work-time.ts';

/** Working time, or a surgery, and the room it is in. */
export interface RoomTime extends WorkTime {
  readonly roomId: string | null;
}

/** Of sessions as they are to be, those that are newly in a room, or longer, or at another time. */
export const asksForRoom = (before: Session | null, after: Session | null): boolean =>
  after !== null &&
  after.roomId !== null &&
  (before === null ||
    before.roomId !== after.roomId ||
    before.doctorId !== after.doctorId ||
    after.startMs < before.startMs ||
    after.endMs > before.endMs);

/**
 * Where two doctors would be in one room at once. `others` is all other time in these rooms that is
 * near. A doctor is in nobody's way at their own surgery, and a room that was removed is none.
 */
export function findRoomBreaches(
  asked: readonly RoomTime[],
  others: readonly RoomTime[],
  rooms: readonly Room[],
  zoneOf: ZoneOf,
): readonly WorkBreach[] {
  const roomById = new Map(rooms.filter(({ deleted }) => !deleted).map((one) => [one.id, one]));
  const byRoom = Map.groupBy(others, ({ roomId }) => roomId);
  const indexes = new Map(
    [...byRoom].map(([roomId, times]) => {
      const index = createIntervalIndex<RoomTime>();
      for (const one of times) index.add(one);
      return [roomId, index] as const;
    }),
  );
  const told = new Set<string>();
  return asked.flatMap((one) => {
    const room = roomById.get(one.roomId ?? '');
    if (!room) return [];
    const there = indexes.get(one.roomId)?.overlapping(one) ?? [];
    return there
      .filter((other) => other.id !== one.id && other.doctorId !== one.doctorId)
      .toSorted((a, b) => a.startMs - b.startMs)
      .flatMap((other): WorkBreach[] => {
        // Two that are asked for together are told of once.
        const key = [one.id, other.id].toSorted().join(' ');
        if (told.has(key)) return [];
        told.add(key);
        return [toBreach(room, one, other, dayAt(zoneOf(one.branchId), one.startMs))];
      });
  });
}

const toBreach = (room: Room, one: RoomTime, other: RoomTime, day: string): WorkBreach => ({
  ...{ kind: 'room', effect: room.clash, room: room.name, day, found: null, agreed: null },
  ...{ doctorId: one.doctorId, branchId: one.branchId, startMs: one.startMs, endMs: one.endMs },
  other: {
    ...{ doctorId: other.doctorId, branchId: other.branchId },
    ...{ startMs: other.startMs, endMs: other.endMs },
  },
});
