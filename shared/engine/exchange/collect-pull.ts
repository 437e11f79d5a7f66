import { sql } from 'kysely';
import { countLines } from '../../wire/exchange/count-lines.ts';
import { FRAME_BYTES_FULL, type Section } from '../../wire/exchange/frame-header.ts';
import type { FeedStretch } from '../derive/derive-claims.ts';
import type { WriteTx } from '../store/handles.ts';
import { sqlName } from '../store/record-kinds.ts';
import { kindOfPart } from './known-kinds.ts';
import { loadMovedKinds } from './load-moved-kinds.ts';
import {
  bringsPatient,
  KINDS_OF_DOCTORS,
  patientsBrought,
  type Scope,
  scopeCondition,
  scopeNames,
  scopeOfPart,
} from './scope.ts';
import { isDerived, isWireKind, pullColumns, type WireKind } from './wire-columns.ts';

export interface Pull {
  readonly cursor: number;
  readonly more: boolean;
  readonly sections: readonly Section[];
  readonly bodies: readonly Uint8Array[];
  readonly gone: readonly { readonly kind: string; readonly id: string }[];
}

/** A database whose feed stands still while it is read. */
export type FeedReader = Pick<WriteTx, 'kysely' | 'session' | 'book'>;

/** A stretch of the feed, as it is seen in a scope. */
interface Stretch {
  readonly scope: Scope;
  readonly kinds: readonly WireKind[];
  /** From the place after this one. */
  readonly cursor: number;
  /** Up to and with this one. */
  readonly end: number;
  /** Whether the replica's own writes are in it: otherwise it has them. */
  readonly withOwn: boolean;
  /** Claims at these places are left out: the replica has the same. */
  readonly claimsKnown: FeedStretch | null;
}

/** What a replica has not seen of its scope, in the order of the feed, at most `limit` rows. */
export async function collectPull(
  tx: FeedReader,
  scope: Scope,
  {
    kinds,
    cursor,
    claimsKnown = null,
    withOwn = false,
  }: {
    readonly kinds: readonly WireKind[];
    readonly cursor: number;
    readonly claimsKnown?: FeedStretch | null;
    readonly withOwn?: boolean;
  },
  limit: number,
): Promise<Pull> {
  const { end, areAny } = await endOfDepartures(tx, scope, cursor, limit);
  const stretch = { scope, kinds, cursor, end, withOwn, claimsKnown };
  const pull = await collectRows(tx, stretch, limit);
  const gone = areAny ? await loadDepartures(tx, scope, cursor, pull.cursor) : [];
  return { ...pull, gone, more: pull.more || end < tx.book.seq };
}

/**
 * How far the feed goes with at most `limit` departures in it. What left in one transaction has one
 * place, and is not taken apart.
 */
async function endOfDepartures(
  tx: FeedReader,
  scope: Scope,
  cursor: number,
  limit: number,
): Promise<{ readonly end: number; readonly areAny: boolean }> {
  const rows = await tx.kysely
    .selectFrom('departed')
    .select('seq')
    .where('organisationId', '=', scope.organisationId)
    .where('scope', 'in', [...scopeNames(scope)])
    .where('seq', '>', cursor)
    .orderBy('seq')
    .limit(limit + 1)
    .execute();
  const [first, beyond] = [rows[0], rows[limit]];
  if (!first || !beyond) return { end: tx.book.seq, areAny: first !== undefined };
  return { end: beyond.seq > first.seq ? beyond.seq - 1 : beyond.seq, areAny: true };
}

/**
 * What a replica lacks of a doctor, or a kind of record, that is new to it, up to the place `end` that it has reached with
 * all others, at most `limit` rows. It may have forgotten writes of its own when the doctor left.
 */
export function collectPart(
  tx: FeedReader,
  scope: Scope,
  stretch: { readonly part: string; readonly cursor: number; readonly end: number },
  limit: number,
): Promise<Omit<Pull, 'gone'>> {
  const { part, cursor, end } = stretch;
  const kind = kindOfPart(part);
  const wanted =
    kind === null
      ? { scope: scopeOfPart(scope, part), kinds: KINDS_OF_DOCTORS, cursor, end }
      : { scope, kinds: [kind], cursor, end };
  return collectRows(tx, { ...wanted, withOwn: true, claimsKnown: null }, limit);
}

async function collectRows(
  tx: FeedReader,
  stretch: Stretch,
  limit: number,
  most = limit,
): Promise<Omit<Pull, 'gone'>> {
  const { through, more, kinds } = await measure(tx, stretch, limit);
  const sections: Section[] = [];
  const bodies: Uint8Array[] = [];
  for (const kind of kinds) {
    const columns = pullColumns(kind);
    const list = columns.map((column) => `t.${column}`).join(', ');
    const where = rowsInReach(kind, stretch, through);
    const query = `(select ${list} from ${sqlName(kind)} t where ${where} order by t.seq)`;
    const body = await tx.session.copyOut(query);
    if (body.byteLength === 0) continue;
    sections.push({ kind, columns: [...columns], rows: countLines(body), bytes: body.byteLength });
    bodies.push(body);
  }
  const bytes = sections.reduce((sum, section) => sum + section.bytes, 0);
  // Patients come along with their appointments.
  const rows = sections.reduce((sum, section) => sum + section.rows, 0);
  if ((bytes > FRAME_BYTES_FULL || rows > most) && limit > 1) {
    return collectRows(tx, stretch, Math.ceil(limit / 2), most);
  }
  return { cursor: through, more, sections, bodies };
}

/** Places in the feed: numbers, as COPY takes no parameters, or the parameters that stand for them. */
interface Places {
  readonly cursor: number | string;
  readonly end: number | string;
  readonly known: Readonly<Record<keyof FeedStretch, number | string>> | null;
}

function within(kind: WireKind, { scope, withOwn }: Stretch, { cursor, end, known }: Places) {
  const others =
    kind === 'claim' && known !== null
      ? ` and not (t.seq > ${known.after} and t.seq <= ${known.upTo})`
      : '';
  return `t.organisation_id = '${scope.organisationId}' and t.seq > ${cursor} and t.seq <= ${end}
    and ${scopeCondition(kind, scope)}${isAuthored(kind, withOwn ? null : scope.replica)}${others}`;
}

/**
 * Patients come along too when it is their appointment that is new here; and whoever a record goes on
 * as, with it.
 */
function rowsInReach(kind: WireKind, stretch: Stretch, through: number): string {
  const { scope, cursor, claimsKnown: known } = stretch;
  const changed = within(kind, stretch, { cursor, end: through, known });
  if (kind !== 'patient') return changed;
  const brought = patientsBrought(scope, { cursor, through });
  const organisation = `'${scope.organisationId}'`;
  return `t.organisation_id = ${organisation} and t.id = any (array(
    with recursive seen as materialized (
      select array(select t.id from patient t where ${changed}) || ${brought} as ids),
    onward as (select m.merged_into as id from seen join patient m
        on m.organisation_id = ${organisation} and m.merged_into is not null
          and m.id = any (seen.ids)
      union select m.merged_into from onward join patient m
        on m.organisation_id = ${organisation} and m.merged_into is not null
          and m.id = onward.id)
    select unnest(ids) from seen union select id from onward))`;
}

/** Records that were derived are derived by everyone; those of `except` are left out. */
function isAuthored(kind: WireKind, except: string | null): string {
  if (isDerived(kind)) return '';
  if (except === null) return ' and t.dot_replica is not null';
  return ` and t.dot_replica <> ${literal(except)}`;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Finds the place in the feed that fills a frame, and which kinds have rows up to it. */
async function measure(tx: FeedReader, stretch: Stretch, limit: number) {
  const { cursor, end, withOwn, claimsKnown } = stretch;
  const moved = await loadMovedKinds(tx, stretch.kinds, cursor);
  const kinds = stretch.kinds.filter((kind) => moved.has(kind));
  const parts = kinds.map(
    (kind) => `(select '${kind}' as kind, t.seq from ${sqlName(kind)} t
      where ${within(kind, stretch, PLACES)} order by t.seq limit $3)`,
  );
  const sendsPatients = stretch.kinds.includes('patient');
  if (sendsPatients && !withOwn && moved.has('appointment')) parts.push(broughtByOwn(stretch));
  if (parts.length === 0) return { through: end, more: false, kinds: [] };
  const known = claimsKnown ?? { after: 0, upTo: 0 };
  const ofClaims = moved.has('claim') ? [known.after, known.upTo] : [];
  const { rows } = await tx.session.query(
    `with waiting as (select * from (${parts.join(' union all ')}) as every_kind
      order by seq limit $3)
    select kind, max(seq)::int8 as last, sum(count(*)) over ()::int4 as total
    from waiting group by kind`,
    [cursor, end, limit, ...ofClaims],
  );
  const waiting = rows as readonly { kind: WireKind; last: number; total: number }[];
  const more = (waiting[0]?.total ?? 0) >= limit;
  const through = more ? Math.max(...waiting.map((row) => row.last)) : end;
  const found = new Set(waiting.map((row) => row.kind));
  const mayBring = sendsPatients && found.has('appointment') && !found.has('patient');
  if (mayBring && (await areBrought(tx, stretch, through))) found.add('patient');
  return { through, more, kinds: stretch.kinds.filter((kind) => found.has(kind)) };
}

/** Said as parameters, the statement is the same for every place, and is planned once. */
const PLACES = { cursor: '$1', end: '$2', known: { after: '$4::int8', upTo: '$5::int8' } };

/** Whether appointments in a stretch bring patients into view who did not change in it. */
async function areBrought(
  { session }: FeedReader,
  { scope, cursor }: Stretch,
  through: number,
): Promise<boolean> {
  const brought = patientsBrought(scope, { cursor: '$1', through: '$2' });
  const { rows } = await session.query(`select cardinality(${brought}) > 0 as are`, [
    cursor,
    through,
  ]);
  const [found] = rows as readonly { readonly are: boolean }[];
  return found?.are ?? false;
}

/**
 * The first appointment of the replica's own, not sent back to it, that brings a patient into view,
 * who may have changed while out of sight.
 */
const broughtByOwn = ({ scope }: Stretch): string => {
  const of = `a.dot_replica = ${literal(scope.replica)}`;
  const stretch = { cursor: PLACES.cursor, through: PLACES.end, of };
  return `(select 'patient' as kind, a.seq from appointment a
    where ${bringsPatient(scope, stretch)} order by a.seq limit 1)`;
};

async function loadDepartures(
  tx: FeedReader,
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
  tx: FeedReader,
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
