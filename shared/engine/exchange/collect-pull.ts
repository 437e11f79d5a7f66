import { sql } from 'kysely';
import type { Section } from '../../wire/exchange/frame-header.ts';
import type { WriteTx } from '../store/handles.ts';
import { RECORD_KIND_NAMES, sqlName } from '../store/record-kinds.ts';
import { countLines } from './count-lines.ts';
import { newlyVisiblePatients, type Scope, scopeCondition, scopeNames } from './scope.ts';
import { isWireKind, pullColumns, type WireKind } from './wire-columns.ts';

const WIRE_KINDS: readonly WireKind[] = [...RECORD_KIND_NAMES, 'claim', 'bookingRight'];

export interface Pull {
  readonly cursor: number;
  readonly more: boolean;
  readonly sections: readonly Section[];
  readonly bodies: readonly Uint8Array[];
  readonly gone: readonly { readonly kind: string; readonly id: string }[];
}

/**
 * What a replica has not seen of its scope, in the order of the feed, at most `limit` rows. Its own
 * writes are left out: it has them.
 */
export async function collectPull(
  tx: WriteTx,
  scope: Scope,
  cursor: number,
  limit: number,
): Promise<Pull> {
  const { through, more, kinds } = await measure(tx, scope, cursor, limit);
  const sections: Section[] = [];
  const bodies: Uint8Array[] = [];
  for (const kind of kinds) {
    const columns = pullColumns(kind);
    const list = columns.map((column) => `t.${column}`).join(', ');
    const where = rowsInReach(kind, scope, cursor, through);
    const query = `(select ${list} from ${sqlName(kind)} t where ${where} order by t.seq)`;
    const body = await tx.session.copyOut(query);
    if (body.byteLength === 0) continue;
    sections.push({ kind, columns: [...columns], rows: countLines(body), bytes: body.byteLength });
    bodies.push(body);
  }
  const gone = await loadDepartures(tx, scope, cursor, through);
  return { cursor: through, more, sections, bodies, gone };
}

const since = (kind: WireKind, scope: Scope, cursor: number): string =>
  `t.organisation_id = '${scope.organisationId}' and t.seq > ${cursor}
    and ${scopeCondition(kind, scope)}${notOwn(kind, scope)}`;

/** Patients come along too when it is their appointment that is new here. */
function rowsInReach(kind: WireKind, scope: Scope, cursor: number, through: number): string {
  const changed = `${since(kind, scope, cursor)} and t.seq <= ${through}`;
  if (kind !== 'patient') return changed;
  return `t.organisation_id = '${scope.organisationId}'
    and ((${changed}) or ${newlyVisiblePatients(scope, cursor, through)})`;
}

/** Derived rows are derived by everyone, and a replica's own writes are where they came from. */
const notOwn = (kind: WireKind, scope: Scope): string =>
  kind === 'claim' || kind === 'bookingRight'
    ? ''
    : ` and t.dot_replica <> '${scope.replica.replaceAll("'", "''")}'`;

/** Finds the place in the feed that fills a frame, and which kinds have rows up to it. */
async function measure(tx: WriteTx, scope: Scope, cursor: number, limit: number) {
  const parts = WIRE_KINDS.map(
    (kind) => `(select '${kind}' as kind, t.seq from ${sqlName(kind)} t
      where ${since(kind, scope, cursor)}
      order by t.seq limit ${limit})`,
  );
  const { rows } = await sql<{ kind: WireKind; last: number; total: number }>`
    with waiting as (select * from (${sql.raw(parts.join(' union all '))}) as every_kind
      order by seq limit ${limit})
    select kind, max(seq)::int8 as last, sum(count(*)) over ()::int4 as total
    from waiting group by kind`.execute(tx.kysely);
  const more = (rows[0]?.total ?? 0) >= limit;
  const through = more ? Math.max(...rows.map((row) => row.last)) : tx.book.seq;
  const found = new Set(rows.map((row) => row.kind));
  if (found.has('appointment')) found.add('patient');
  return { through, more, kinds: WIRE_KINDS.filter((kind) => found.has(kind)) };
}

async function loadDepartures(
  tx: WriteTx,
  scope: Scope,
  cursor: number,
  through: number,
): Promise<Pull['gone']> {
  const rows = await tx.kysely
    .selectFrom('departed')
    .select(['kind', 'id'])
    .distinct()
    .where('organisationId', '=', scope.organisationId)
    .where('scope', 'in', [...scopeNames(scope)])
    .where('seq', '>', cursor)
    .where('seq', '<=', through)
    .execute();
  const gone: Pull['gone'][number][] = [];
  for (const [kind, ofKind] of Map.groupBy(rows, (row) => row.kind)) {
    if (!isWireKind(kind)) continue;
    const visible = await loadVisible(
      tx,
      kind,
      scope,
      ofKind.map(({ id }) => id),
    );
    gone.push(...ofKind.filter(({ id }) => !visible.has(id)));
  }
  return gone;
}

/** What left one part of a scope may be in another: a branch's appointment with its other doctor. */
async function loadVisible(
  tx: WriteTx,
  kind: WireKind,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.raw(sqlName(kind))} t
    where t.organisation_id = ${scope.organisationId} and t.id = any (${[...ids]}::uuid[])
      and ${sql.raw(scopeCondition(kind, scope))}`.execute(tx.kysely);
  return new Set(rows.map((row) => row.id));
}
