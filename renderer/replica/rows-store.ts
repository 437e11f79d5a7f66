import { create } from 'zustand';
import { useShallow } from 'zustand/shallow';
import type { Interval } from '../../shared/time/interval.ts';
import type { DeskCollection, DeskRows } from '../../shared/wire/desk/rows.ts';
import { createTimedRows, type TimedRows } from './timed-rows.ts';

export type RowsById<C extends DeskCollection> = ReadonlyMap<string, DeskRows[C]>;

/** What grows with the days that are loaded is kept by day; of the rest there are few. */
type TimedCollection = 'appointments' | 'busy' | 'slots' | 'holds' | 'messages';
type FewCollection = Exclude<DeskCollection, TimedCollection>;

/** Which rows of a collection came, changed or went. */
interface RowsChange {
  readonly collection: DeskCollection;
  readonly ids: readonly string[];
}
interface RowsState {
  readonly few: { readonly [C in FewCollection]: RowsById<C> };
  readonly timed: { readonly [C in TimedCollection]: TimedRows<DeskRows[C]> };
  readonly lastChange: RowsChange | null;
}

const none = new Map<string, never>();

const NO_ROWS: RowsState['few'] = {
  branches: none,
  doctors: none,
  doctorBranches: none,
  services: none,
  rooms: none,
  tags: none,
  users: none,
  sessions: none,
  timeOff: none,
  closures: none,
  conflicts: none,
  queueEntries: none,
  peers: none,
  handovers: none,
  delegations: none,
  dailyLimits: none,
  agreements: none,
  travelTimes: none,
  wishes: none,
  quotas: none,
  messageTexts: none,
  messagings: none,
  alertings: none,
};

const useRowsStore = create<RowsState>(() => ({
  few: NO_ROWS,
  timed: {
    appointments: createTimedRows(),
    busy: createTimedRows(),
    slots: createTimedRows(),
    holds: createTimedRows(),
    messages: createTimedRows(),
  },
  lastChange: null,
}));

/** The rows of one collection. A row that did not change stays the same object. */
export const useRows = <C extends FewCollection>(collection: C): RowsById<C> =>
  useRowsStore(({ few }): RowsById<C> => few[collection]);

/** One row; undefined while there is none. */
export const useRow = <C extends DeskCollection>(
  collection: C,
  id: string | null,
): DeskRows[C] | undefined =>
  useRowsStore((state) => (id === null ? undefined : byIdIn(state, collection).get(id)));

/** The rows that lie in a stretch of time; the same list as long as none of them changed. */
export const useRowsWithin = <C extends TimedCollection>(
  collection: C,
  interval: Interval,
): readonly DeskRows[C][] =>
  useRowsStore(useShallow(({ timed }) => timed[collection].within(interval)));

/** The same, outside of React. */
export const rowsWithin = <C extends TimedCollection>(
  collection: C,
  interval: Interval,
): readonly DeskRows[C][] => useRowsStore.getState().timed[collection].within(interval);

/** All rows of a collection as they are at the moment, outside of React. */
export const rowsOf = <C extends DeskCollection>(collection: C): RowsById<C> =>
  byIdIn(useRowsStore.getState(), collection);

const byIdIn = <C extends DeskCollection>({ few, timed }: RowsState, collection: C): RowsById<C> =>
  (isTimed(timed, collection)
    ? timed[collection].byId
    : few[collection as FewCollection]) as RowsById<C>;

const isTimed = (timed: object, collection: DeskCollection): collection is TimedCollection =>
  collection in timed;

/** Takes changes over; `row` null means it is gone. */
export function publishRows<C extends DeskCollection>(
  collection: C,
  changes: readonly { readonly id: string; readonly row: DeskRows[C] | null }[],
): void {
  const { few, timed } = useRowsStore.getState();
  const lastChange = { collection, ids: changes.map(({ id }) => id) };
  if (isTimed(timed, collection)) {
    const rows = timed[collection] as unknown as TimedRows<DeskRows[TimedCollection]>;
    for (const { id, row } of changes) {
      if (row === null) rows.remove(id);
      else rows.put(row as DeskRows[TimedCollection]);
    }
    useRowsStore.setState({ lastChange });
    return;
  }
  const rows = new Map<string, DeskRows[C]>(rowsOf(collection));
  for (const { id, row } of changes) {
    if (row === null) rows.delete(id);
    else rows.set(id, row);
  }
  useRowsStore.setState({ few: { ...few, [collection]: rows }, lastChange });
}

/** Tells of every change, once it is in the store; stops when what it returns is called. */
export const onRowsChanged = (listener: (change: RowsChange) => void): (() => void) =>
  useRowsStore.subscribe(({ lastChange }) => {
    if (lastChange) listener(lastChange);
  });
