import { sql } from 'kysely';
import { hlcMs } from '../../merge/hlc.ts';
import type { TrailEntry } from '../../wire/desk/trail.ts';

/** An entry as it is stored, told as far as a person is told. */
export type TrailRow = Omit<TrailEntry, 'agreedMs'> & { readonly hlc: number };

/** Of `audit a`; the changes, and how many there are, are each question's own. */
export const ENTRY_COLUMNS = sql.raw(`a.no, a.replica, a.at_ms, a.hlc, a.intent_kind as act,
  a.actor_name as who, a.role, a.desk, a.source, a.reason`);

export const toEntries = (rows: readonly TrailRow[]): readonly TrailEntry[] =>
  rows.map(({ hlc, ...row }) => ({ ...row, agreedMs: hlcMs(hlc) }));
