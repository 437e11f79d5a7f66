import { useMemo } from 'react';
import { useRows } from './rows-store.ts';

/** A room as a field offers it. */
export interface RoomChoice {
  readonly value: string;
  readonly label: string;
}

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
        .toSorted((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true })),
    [rooms, branchId, chosenId],
  );
}
