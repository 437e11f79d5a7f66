import { create } from 'zustand';
import type { DeskCollection, DeskRows } from '../../shared/wire/desk/rows.ts';

export type RowsById<C extends DeskCollection> = ReadonlyMap<string, DeskRows[C]>;
type Rows = { readonly [C in DeskCollection]: RowsById<C> };

/** Which rows of a collection came, changed or went. */
interface RowsChange {
  readonly collection: DeskCollection;
  readonly ids: readonly string[];
}
interface RowsState {
  readonly rows: Rows;
  readonly lastChange: RowsChange | null;
}

const none = new Map<string, never>();

const NO_ROWS: Rows = {
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
};

const useRowsStore = create<RowsState>(() => ({ rows: NO_ROWS, lastChange: null }));

/** The rows of one collection. A row that did not change stays the same object. */
export const useRows = <C extends DeskCollection>(collection: C): RowsById<C> =>
  useRowsStore((state) => state.rows[collection]);

/** The same, outside of React. */
export const rowsOf = <C extends DeskCollection>(collection: C): RowsById<C> =>
  useRowsStore.getState().rows[collection];

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
  const lastChange = { collection, ids: changes.map(({ id }) => id) };
  useRowsStore.setState((before) => ({
    rows: { ...before.rows, [collection]: rows } as Rows,
    lastChange,
  }));
}

/** Tells of every change, once it is in the store; stops when what it returns is called. */
export const onRowsChanged = (listener: (change: RowsChange) => void): (() => void) =>
  useRowsStore.subscribe(({ lastChange }) => {
    if (lastChange) listener(lastChange);
  });
