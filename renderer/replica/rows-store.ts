import { create } from 'zustand';
import type { DeskCollection, DeskRows } from '../../shared/wire/desk/rows.ts';

export type RowsById<C extends DeskCollection> = ReadonlyMap<string, DeskRows[C]>;
type RowsState = { readonly [C in DeskCollection]: RowsById<C> };

const none = new Map<string, never>();

const useRowsStore = create<RowsState>(() => ({
  branches: none,
  doctors: none,
  doctorBranches: none,
  services: none,
  users: none,
  sessions: none,
  slots: none,
  timeOff: none,
  closures: none,
  appointments: none,
  busy: none,
  conflicts: none,
  peers: none,
  handovers: none,
  dailyLimits: none,
  quotas: none,
  holds: none,
}));

/** The rows of one collection. A row that did not change stays the same object. */
export const useRows = <C extends DeskCollection>(collection: C): RowsById<C> =>
  useRowsStore((state) => state[collection]);

/** The same, outside of React. */
export const rowsOf = <C extends DeskCollection>(collection: C): RowsById<C> =>
  useRowsStore.getState()[collection];

/** Takes changes over; `row` null means it is gone. */
export function publishRows<C extends DeskCollection>(
  collection: C,
  changes: readonly { readonly id: string; readonly row: DeskRows[C] | null }[],
): void {
  const rows = new Map<string, DeskRows[C]>(rowsOf(collection));
  for (const { id, row } of changes) {
    if (row === null) rows.delete(id);
    else rows.set(id, row);
  }
  useRowsStore.setState({ [collection]: rows } as Partial<RowsState>);
}
