import { useMemo } from 'react';
import { useRows } from './rows-store.ts';

/** A room as a field offers it. */
export interface RoomChoice {
  readonly value: string;
  readonly label: string;
}

/**
 * The rooms that a template can name: its branch's, or for one of every branch each name that there is
 * once, which stands for the room of that name wherever it is applied.
 */
export function useTemplateRooms(
  branchId: string | null,
  chosenId: string | null,
): readonly RoomChoice[] {
  const rooms = useRows('rooms');
  return useMemo(() => {
    const byName = new Map<string, RoomChoice>();
    const chosen = chosenId === null ? undefined : rooms.get(chosenId);
    for (const room of chosen ? [chosen, ...rooms.values()] : rooms.values()) {
      const name = room.name.toLowerCase();
      const isOffered = room.active && (branchId === null || room.branchId === branchId);
      if ((room !== chosen && !isOffered) || byName.has(name)) continue;
      byName.set(name, { value: room.id, label: room.name });
    }
    return [...byName.values()].toSorted(byLabel);
  }, [rooms, branchId, chosenId]);
}

const byLabel = (a: RoomChoice, b: RoomChoice): number =>
  a.label.localeCompare(b.label, undefined, { numeric: true });

/** The rooms of a branch that can be chosen, and the one that is, by name. */
export function useRoomChoices(
  branchId: string | null,
  chosenId: string | null = null,
): readonly RoomChoice[] {
  const rooms = useRows('rooms');
  return useMemo(
    () =>
      [...rooms.values()]
        .filter((room) => room.id === chosenId || (room.branchId === branchId && room.active))
        .map(({ id, name }) => ({ value: id, label: name }))
        .toSorted(byLabel),
    [rooms, branchId, chosenId],
  );
}
