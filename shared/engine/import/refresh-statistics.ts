import type { Store } from '../store/open-store.ts';

const IMPORTED_INTO = ['patient', 'session', 'slot', 'appointment', 'claim', 'dirty'] as const;

/**
 * Counts anew what the tables hold: many rows at once make what the planner knows of them wrong.
 * Table by table, so that desks get their turn in between.
 */
export async function refreshStatistics(store: Store): Promise<void> {
  for (const table of IMPORTED_INTO) {
    await store.read((db) => db.session.query(`analyze ${table}`, []));
  }
}
