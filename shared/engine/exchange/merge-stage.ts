import { type RawBuilder, sql } from 'kysely';
import type { Json } from '../../core/json.ts';
import type { Body } from '../../merge/field-group.ts';
import { type Merge, mergeRecord, type Version } from '../../merge/merge-record.ts';
import { joinVectors, type Vector } from '../../merge/vector.ts';
import type { Outcome } from '../../wire/exchange/frame-header.ts';
import type { WriteTx } from '../store/handles.ts';
import type { RecordKind, RecordShapes } from '../store/kind-info.ts';
import { RECORD_KINDS, sqlName } from '../store/record-kinds.ts';
import type { Stored } from '../store/stored.ts';
import { columnList, isNewHere, stageName, takeExcluded } from './stage.ts';
import { type Brought, keepStoodBefore } from './stood-before.ts';
import { pullColumns } from './wire-columns.ts';

/** What a replica typed and central's merge did not keep. */
export interface LostEdit {
  readonly kind: RecordKind;
  readonly record: RecordShapes[RecordKind];
  readonly values: Readonly<Record<string, Json>>;
}

export interface StageMerge {
  /** Records that now have another version than before. */
  readonly written: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly lost: readonly LostEdit[];
}

/**
 * Brings the staged rows of one kind into the book. Rows that are new, and rows made from the
 * version stored here, are taken as they are in one statement; only rows that were edited on both
 * sides are merged one by one. Of those that are not taken as they are, `clamped` have another stamp.
 */
export async function mergeStage(
  tx: WriteTx,
  kind: RecordKind,
  from: {
    /** How many rows are staged. */
    readonly staged: number;
    readonly clamped: ReadonlySet<string>;
    readonly isIncarnation: boolean;
    /** Central was set back, and not all have come since. */
    readonly isHealing: boolean;
  },
): Promise<StageMerge> {
  const madeFrom = from.isHealing ? await keepWhatStands(tx, kind) : saysItself;
  const taken = await takeUncontested(tx, kind, from.staged);
  // To look for thousands of ids among thousands is worth it only where one is not among them.
  const rest = taken.length === from.staged ? [] : await loadRest(tx, kind, taken);
  const lost: LostEdit[] = [];
  const written = [...taken];
  const widened = from.isIncarnation ? await loadWidened(tx, kind) : [];
  const others = taken.filter((id) => from.clamped.has(id) || widened.includes(id));
  const outcomes = await takeAnew(tx, kind, others);
  for (const one of rest) {
    const { incoming, stored } = one;
    const brought = toBrought(kind, one);
    const merge = mergeRecord({
      stored: toVersion(kind, stored),
      incoming: brought.version,
      base: madeFrom(brought),
      groups: RECORD_KINDS[kind].groups,
      mergeDot: { replica: tx.book.replica, counter: tx.book.counter + rest.length + 1 },
    });
    outcomes.push({ kind, id: incoming.id, outcome: outcomeOf(merge), reason: null });
    if (merge.kind === 'duplicate') continue;
    const record = {
      ...merge.version.body,
      id: incoming.id,
    } as unknown as RecordShapes[RecordKind];
    const vector = joinVectors(stored.vector, incoming.vector);
    tx.put(kind, record as never, { ...stored, vector } as never);
    await keepExt(tx, kind, stored, merge.version.body);
    written.push(incoming.id);
    if (merge.kind === 'merged') {
      const values = Object.assign({}, ...merge.lost.map((loss) => loss.values));
      if (Object.keys(values).length > 0) lost.push({ kind, record, values });
    }
  }
  return { written, outcomes, lost };
}

/** In step with its replicas, central has whatever their edits were made from. */
const saysItself = ({ base }: Brought): Body | null => base;

async function keepWhatStands(tx: WriteTx, kind: RecordKind) {
  const met = await loadRest(tx, kind, []);
  const stood = new Map(met.map(({ stored }) => [stored.id, toVersion(kind, stored)]));
  const brought = met.map((one) => toBrought(kind, one));
  return keepStoodBefore(tx, kind, brought, stood);
}

const toBrought = (kind: RecordKind, { incoming, base }: Contested): Brought => ({
  ...{ id: incoming.id, version: toVersion(kind, incoming), baseDot: incoming.baseDot },
  base: withExt(base as Record<string, Json> | null),
});

const outcomeOf = (merge: Merge): Outcome['outcome'] =>
  merge.kind === 'duplicate' ? 'duplicate' : 'merged';

/**
 * Takes the rows where no vector has to be compared by hand. Those that are unknown here come first:
 * PostgreSQL enters a row that may be there already in two steps, and nearly all are new.
 */
async function takeUncontested(
  tx: WriteTx,
  kind: RecordKind,
  staged: number,
): Promise<readonly string[]> {
  const before = tx.book.seq;
  const { rows: added } = await sql<{ id: string }>`
    ${insertFromStage(tx, kind)} where ${isNewHere(tx, kind)} returning id`.execute(tx.kysely);
  tx.book.seq += added.length;
  const replaced = added.length === staged ? [] : await replaceUncontested(tx, kind, before);
  if (added.length + replaced.length > 0) tx.touched(kind);
  return [...added, ...replaced].map((row) => row.id);
}

/** The staged rows, over alias `s`, as rows of the book with the next places in the feed. */
function insertFromStage(tx: WriteTx, kind: RecordKind) {
  const columns = pullColumns(kind);
  return sql`
    insert into ${sql.raw(sqlName(kind))} (organisation_id, ${columnListOf(columns)}, seq)
    select ${tx.book.organisationId}::uuid, ${columnList(columns, 's')},
      ${tx.book.seq}::int8 + row_number() over (order by s.dot_counter)
    from ${sql.raw(stageName(kind))} s`;
}

/**
 * Replaces rows that stood here at the place `before` in the feed, where they were only derived, are
 * the base the sender started from, or are covered by the sender's vector.
 */
async function replaceUncontested(
  tx: WriteTx,
  kind: RecordKind,
  before: number,
): Promise<readonly { readonly id: string }[]> {
  const columns = pullColumns(kind);
  const table = sql.raw(sqlName(kind));
  const { rows } = await sql<{ id: string }>`
    ${insertFromStage(tx, kind)}
    join ${table} t on t.organisation_id = ${tx.book.organisationId} and t.id = s.id
    where t.seq <= ${before}::int8 and (t.dot_replica is null
      or (coalesce((t.vector ->> s.dot_replica)::int8, 0) < s.dot_counter
        and (s.base_dot = t.dot_replica || ':' || t.dot_counter
          or (s.vector ->> t.dot_replica)::int8 >= t.dot_counter
          or t.intent = any (s.trail))))
    on conflict (organisation_id, id) do update set
      ${takeExcluded(columns.filter((column) => column !== 'id' && column !== 'vector'))},
      vector = ${joined(sql`${table}.vector`, sql`excluded.vector`)}, seq = excluded.seq
    returning id`.execute(tx.kysely);
  tx.book.seq += rows.length;
  return rows;
}

/**
 * The two vectors as one. What goes on under another name, over the very intent that stands here, has
 * seen less under the name before than central has: the higher number of the two counts.
 */
const joined = (here: RawBuilder<unknown>, incoming: RawBuilder<unknown>) => sql`
  ${incoming} || coalesce((select jsonb_object_agg(v.replica, v.seen::int8)
    from jsonb_each_text(${here}) as v (replica, seen)
    where v.seen::int8 > coalesce((${incoming} ->> v.replica)::int8, 0)), '{}')`;

/** Two versions under one dot would never be told apart: what was altered here is central's own. */
async function takeAnew(tx: WriteTx, kind: RecordKind, ids: readonly string[]): Promise<Outcome[]> {
  const rows = await loadStored(tx, kind, ids);
  for (const row of rows) tx.put(kind, row as never, row as never);
  return rows.map(({ id }) => ({ kind, id, outcome: 'merged', reason: null }));
}

/**
 * Who goes on under another name does not know what central took from it under the one before, so
 * of what it offers again central has seen more than it says.
 */
async function loadWidened(tx: WriteTx, kind: RecordKind): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.raw(stageName(kind))} s
    join ${sql.raw(sqlName(kind))} t on t.organisation_id = ${tx.book.organisationId} and t.id = s.id
    where t.dot_replica = s.dot_replica and t.dot_counter = s.dot_counter
      and t.vector <> s.vector`.execute(tx.kysely);
  return rows.map(({ id }) => id);
}

const columnListOf = (columns: readonly string[]) => sql.raw(columns.join(', '));

type StoredRow = Stored<RecordShapes[RecordKind]>;
interface Contested {
  readonly incoming: StoredRow & {
    readonly trail: readonly string[] | null;
    readonly baseDot: string | null;
  };
  readonly stored: StoredRow;
  readonly base: unknown;
}

async function loadRest(
  tx: WriteTx,
  kind: RecordKind,
  taken: readonly string[],
): Promise<readonly Contested[]> {
  const stage = sql.raw(stageName(kind));
  const { rows: incoming } = await sql<Contested['incoming'] & { base: unknown }>`
    select * from ${stage} s where not (s.id = any (${[...taken]}::uuid[]))`.execute(tx.kysely);
  if (incoming.length === 0) return [];
  const stored = await loadStored(
    tx,
    kind,
    incoming.map((row) => row.id),
  );
  const byId = new Map(stored.map((row) => [row.id, row]));
  return incoming.flatMap((row) => {
    const known = byId.get(row.id);
    return known ? [{ incoming: row, stored: known, base: row.base }] : [];
  });
}

async function loadStored(
  tx: WriteTx,
  kind: RecordKind,
  ids: readonly string[],
): Promise<readonly StoredRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<StoredRow>`
    select * from ${sql.raw(sqlName(kind))}
    where organisation_id = ${tx.book.organisationId} and id = any (${[...ids]}::uuid[])`.execute(
    tx.kysely,
  );
  return rows;
}

function toVersion(
  kind: RecordKind,
  row: StoredRow & { readonly trail?: readonly string[] | null },
): Version {
  const fields = row as unknown as Record<string, Json>;
  return {
    dot:
      row.dotReplica === null || row.dotCounter === null
        ? null
        : { replica: row.dotReplica, counter: row.dotCounter },
    vector: row.vector as Vector,
    intent: row.intent,
    hlc: row.hlc,
    body: {
      ...Object.fromEntries(
        RECORD_KINDS[kind].fields.map((field) => [field, fields[field] ?? null]),
      ),
      ...withExt({ ext: fields.ext ?? null }),
    },
    trail: row.trail ?? [],
  };
}

const EXT = 'ext:';

/** What only another version of the program knows is merged too, field by field. */
function withExt<B extends Body | null>(body: B): B {
  if (body === null || !Object.hasOwn(body, 'ext')) return body;
  const { ext, ...fields } = body;
  const known = ext !== null && typeof ext === 'object' && !Array.isArray(ext) ? ext : {};
  const added = Object.entries(known).map(([name, value]) => [`${EXT}${name}`, value]);
  return { ...fields, ...Object.fromEntries(added) } as unknown as B;
}

async function keepExt(
  tx: WriteTx,
  kind: RecordKind,
  { id }: { readonly id: string },
  merged: Body,
): Promise<void> {
  const entries = Object.entries(merged).filter(([name]) => name.startsWith(EXT));
  if (entries.length === 0) return;
  const ext = Object.fromEntries(entries.map(([name, value]) => [name.slice(EXT.length), value]));
  await sql`update ${sql.raw(sqlName(kind))} set ext = ${JSON.stringify(ext)}::jsonb
    where organisation_id = ${tx.book.organisationId} and id = ${id}`.execute(tx.kysely);
}
