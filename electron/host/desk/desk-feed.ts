import type { Clock } from '../../../shared/core/clock.ts';
import type { Timers } from '../../../shared/core/timers.ts';
import type { CollectionChanges } from '../../../shared/engine/feed/collection-changes.ts';
import { DESK_SOURCES, FED_COLLECTIONS } from '../../../shared/engine/feed/desk-sources.ts';
import { loadChanges } from '../../../shared/engine/feed/load-changes.ts';
import {
  loadDeskRows,
  loadFeedPlace,
  loadHolds,
} from '../../../shared/engine/feed/load-desk-rows.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { NearBranches } from '../../../shared/engine/store/near-branches.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import type { Tables } from '../../../shared/engine/store/tables.ts';
import { noteTouched, type TouchedRows } from '../../../shared/engine/store/touched-rows.ts';
import { type Interval, subtract } from '../../../shared/time/interval.ts';
import type { DeskDown } from '../../../shared/wire/desk/down.ts';
import { newRowsMessages, rowsMessages, toMessages } from './rows-messages.ts';

export interface FeedSubscription {
  /**
   * Sends the rows of a window, then keeps it up to date. `onlyNew`: the desk has what it was sent
   * of the window before, and wants what is new in this one.
   */
  readonly watch: (window: Interval, onlyNew?: boolean) => void;
  readonly close: () => void;
}

/** Reads the feed once for all desks, and gives each what touches the days it shows. */
export interface DeskFeed {
  readonly subscribe: (desk: {
    readonly deliver: (message: DeskDown) => void;
    /** The desk can no longer be kept up to date and has to start over. */
    readonly drop: () => void;
    /** The branches it is held to; left out where it is shown all. */
    readonly near?: NearBranches;
  }) => FeedSubscription;
  /** Resolves once everything committed before the call was delivered. */
  readonly settled: () => Promise<void>;
  readonly close: () => void;
}

interface Watcher {
  readonly deliver: (message: DeskDown) => void;
  readonly drop: () => void;
  readonly near: NearBranches;
  window: Interval | null;
}

export interface DeskFeedOptions {
  readonly store: Store;
  readonly organisationId: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
}

/** What the feed remembers between its steps. */
interface FeedState {
  readonly options: DeskFeedOptions;
  readonly watchers: Set<Watcher>;
  /** How far the feed was read. */
  place: number;
  /** How far it has been written. */
  reached: number;
  /** Tables that were written since. */
  touched: Map<keyof Tables, ReadonlySet<string> | null>;
  /** The step after which the next one runs. */
  last: Promise<void>;
  cancelExpiry: () => void;
}

export function createDeskFeed(options: DeskFeedOptions): DeskFeed {
  const state: FeedState = {
    options,
    watchers: new Set(),
    place: 0,
    reached: 0,
    touched: new Map(),
    last: Promise.resolve(),
    cancelExpiry: () => undefined,
  };
  const stopListening = options.store.onCommit((commit) => {
    if (commit.organisationId !== options.organisationId) return;
    state.reached = commit.seq;
    look(state, commit.tables);
  });
  return {
    subscribe: ({ deliver, drop, near = null }) => {
      const watcher: Watcher = { deliver, drop, near, window: null };
      state.watchers.add(watcher);
      return {
        watch: (window, onlyNew = false) =>
          step(state, (db) => sendWindow(state, db, watcher, { window, onlyNew })),
        close: () => state.watchers.delete(watcher),
      };
    },
    settled: () => state.last,
    close: () => {
      stopListening();
      state.cancelExpiry();
      state.watchers.clear();
    },
  };
}

/** Reads one step after another, so that no desk is shown an older state after a newer. */
function step(state: FeedState, run: (db: ReadDb) => Promise<void>): void {
  const { store, onError } = state.options;
  state.last = state.last
    .then(() => store.read(run))
    .catch((error: unknown) => {
      onError(error);
      for (const watcher of state.watchers) watcher.drop();
    });
}

/** Has these tables looked at, with whatever else is written until their turn comes. */
function look(state: FeedState, tables: TouchedRows): void {
  const isWaiting = state.touched.size > 0;
  for (const [table, ids] of tables) noteTouched(state.touched, table, ids);
  if (!isWaiting && state.touched.size > 0) step(state, (db) => sendChanges(state, db));
}

async function sendChanges(state: FeedState, db: ReadDb): Promise<void> {
  const { touched: tables, place: since } = state;
  state.touched = new Map();
  const watching = watchersOf(state);
  if (watching.length === 0 || tables.size === 0) return;
  // What is committed after this, and seen all the same, is read once more.
  state.place = state.reached;
  for (const changes of await loadChanges(db, feedAt(state), since, tables)) {
    for (const watcher of watching) await sendTo(state, db, watcher, changes);
  }
  if (tables.has('hold')) await sendHolds(state, db, watching);
}

async function sendTo(
  state: FeedState,
  db: ReadDb,
  { window, deliver, near }: Watcher,
  changes: CollectionChanges,
): Promise<void> {
  if (!window) return;
  const { collection, tooMany } = changes;
  const messages = tooMany
    ? rowsMessages(collection, await loadDeskRows(db, feedAt(state), collection, window, near))
    : toMessages(changes, window);
  for (const message of messages) deliver(message);
}

async function sendWindow(
  state: FeedState,
  db: ReadDb,
  watcher: Watcher,
  { window, onlyNew }: { readonly window: Interval; readonly onlyNew: boolean },
): Promise<void> {
  if (!state.watchers.has(watcher)) return;
  // While no one watched, the feed was not followed; whoever comes first starts from here.
  if (watchersOf(state).length === 0) {
    state.reached = await loadFeedPlace(db, state.options.organisationId);
    state.place = state.reached;
  }
  const before = watcher.window;
  watcher.window = window;
  for (const collection of FED_COLLECTIONS) {
    if (before && DESK_SOURCES[collection].windowed === 'no') continue;
    const load = (part: Interval) =>
      loadDeskRows(db, feedAt(state), collection, part, watcher.near);
    const messages =
      before && onlyNew
        ? newRowsMessages(
            collection,
            (await Promise.all(subtract([window], [before]).map(load))).flat(),
          )
        : rowsMessages(collection, await load(window));
    for (const message of messages) watcher.deliver(message);
  }
  if (!before) await sendHolds(state, db, [watcher]);
  const { startMs: fromMs, endMs: toMs } = window;
  watcher.deliver({ type: 'watching', fromMs, toMs, seq: state.place });
}

const HOLDS: TouchedRows = new Map([['hold', null]]);

/** Holds come and go without a place in the feed, and one goes without anybody writing. */
async function sendHolds(state: FeedState, db: ReadDb, to: readonly Watcher[]): Promise<void> {
  const { clock, timers } = state.options;
  const holds = await loadHolds(db, feedAt(state));
  for (const { deliver } of to) {
    deliver({ type: 'rows', collection: 'holds', reset: true, put: holds, gone: [] });
  }
  state.cancelExpiry();
  const endsMs = Math.min(...holds.map((hold) => hold.expiresAtMs));
  if (!Number.isFinite(endsMs)) return;
  state.cancelExpiry = timers.after(Math.max(0, endsMs - clock.nowMs()), () => look(state, HOLDS));
}

const feedAt = ({ options }: FeedState) => ({
  organisationId: options.organisationId,
  nowMs: options.clock.nowMs(),
});

const watchersOf = (state: FeedState): readonly Watcher[] =>
  [...state.watchers].filter((watcher) => watcher.window !== null);
