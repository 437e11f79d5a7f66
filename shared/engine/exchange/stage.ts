import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';
import { sqlName } from '../store/record-kinds.ts';
import { stageOtherVersion } from './stage-other-version.ts';
import { pullColumns, type WireKind } from './wire-columns.ts';

/** What a pushed row carries besides the record, and the types of its columns. */
const EXTRA = 'null::text as base_dot, null::jsonb as base, null::uuid[] as trail';
const EXTRA_COLUMNS = ['base_dot', 'base', 'trail'];

/**
 * What comes all day. PostgreSQL empties every table that is to be emptied at each commit, whether
 * it was used or not, and each is three files; so the others are made anew when they are needed.
 */
const KEPT: readonly WireKind[] = ['patient', 'appointment', 'claim'];

export const stageName = (kind: WireKind): string => `stage_${sqlName(kind)}`;

/**
 * Puts a section's rows, as they came, into a table beside the real one, where sets of them can be
 * compared with what is known. The columns' types refuse what cannot be such a record.
 */
export async function stageRows(
  tx: WriteTx,
  kind: WireKind,
  columns: readonly string[],
  bytes: Uint8Array,
): Promise<void> {
  const own = pullColumns(kind);
  await tx.session.query(
    `create temp table if not exists ${stageName(kind)} on commit ${KEPT.includes(kind) ? 'delete rows' : 'drop'}
     as select ${own.map((column) => `t.${column}`).join(', ')}, ${EXTRA}
     from ${sqlName(kind)} t limit 0`,
    [],
  );
  await tx.session.query(`delete from ${stageName(kind)}`, []);
  const isOurs =
    own.every((column) => columns.includes(column)) &&
    columns.every((column) => own.includes(column) || EXTRA_COLUMNS.includes(column));
  if (isOurs) await tx.session.copyIn(`${stageName(kind)} (${columns.join(', ')})`, bytes);
  else await stageOtherVersion(tx, { kind, stage: stageName(kind), columns, bytes });
}

/** The staged rows' column list, for building statements. */
export const columnList = (columns: readonly string[], prefix: string) =>
  sql.raw(columns.map((column) => `${prefix}.${column}`).join(', '));

/** `column = excluded.column` for each. */
export const takeExcluded = (columns: readonly string[]) =>
  sql.raw(columns.map((column) => `${column} = excluded.${column}`).join(', '));

/** Whether there is no row yet with the id of the staged one, over alias `s`. */
export const isNewHere = (tx: WriteTx, kind: WireKind) => sql`not exists (
  select 1 from ${sql.raw(sqlName(kind))} here
  where here.organisation_id = ${tx.book.organisationId} and here.id = s.id)`;
