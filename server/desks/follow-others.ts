import { DESK_SOURCES } from '../../shared/engine/feed/desk-sources.ts';
import type { Commit, Store } from '../../shared/engine/store/open-store.ts';
import type { Tables } from '../../shared/engine/store/tables.ts';
import type { TouchedRows } from '../../shared/engine/store/touched-rows.ts';

/** What another process wrote is not told: it may be anything that a desk shows. */
const ANYTHING: TouchedRows = new Map(
  [
    ...Object.values(DESK_SOURCES).flatMap(
      ({ changedBy }) => Object.keys(changedBy) as (keyof Tables)[],
    ),
    'alert' as const,
    'hold' as const,
  ].map((table) => [table, null]),
);

/**
 * A store whose listeners also hear of what other processes of central have committed, once each:
 * a process is told of its own commits, too.
 */
export function followOthers(store: Store): {
  readonly store: Store;
  readonly moved: (organisationId: string, seq: number) => void;
  readonly close: () => void;
} {
  const listeners = new Set<(commit: Commit) => void>();
  const heard = new Map<string, number>();
  const tell = (commit: Commit): void => {
    heard.set(commit.organisationId, Math.max(commit.seq, heard.get(commit.organisationId) ?? 0));
    for (const listener of listeners) listener(commit);
  };
  const stop = store.onCommit(tell);
  return {
    store: {
      ...store,
      onCommit: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    moved: (organisationId, seq) => {
      if (seq <= (heard.get(organisationId) ?? 0)) return;
      tell({ organisationId, seq, tables: ANYTHING, source: 'sync' });
    },
    close: () => {
      stop();
      listeners.clear();
    },
  };
}
