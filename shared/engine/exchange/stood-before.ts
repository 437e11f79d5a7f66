import { sql } from 'kysely';
import type { Json } from '../../core/json.ts';
import { commonBase } from '../../merge/common-base.ts';
import type { Body } from '../../merge/field-group.ts';
import type { Version } from '../../merge/merge-record.ts';
import { covers, type Dot } from '../../merge/vector.ts';
import type { WriteTx } from '../store/handles.ts';
import type { RecordKind } from '../store/kind-info.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import { dotText } from '../store/stored.ts';

/** A version that somebody's edit was made from. */
interface Made {
  readonly dot: Dot;
  readonly body: Body;
}

/** A version that is brought, and what it says to be made from. */
export interface Brought {
  readonly id: string;
  readonly version: Version;
  readonly base: Body | null;
  readonly baseDot: string | null;
}

/**
 * A central that was set back lacks versions that edits were made from. So until all have come, it
 * keeps what stands here now, and what is brought for it was made from. Returns how to tell what a
 * version and the one it meets here were both made from: what it says itself, if that was seen here;
 * else the last that stood here and that it has seen.
 */
export async function keepStoodBefore(
  tx: WriteTx,
  kind: RecordKind,
  brought: readonly Brought[],
  stood: ReadonlyMap<string, Version>,
): Promise<(one: Brought) => Body | null> {
  const met = brought.filter(({ id }) => stood.has(id));
  const before = await loadStoodBefore(tx, kind, met);
  const kept = met.flatMap((one) => {
    const version = stood.get(one.id);
    const madeFrom = toMade(one.baseDot, one.base);
    const isUnknown = madeFrom && version && !covers(version.vector, madeFrom.dot);
    const isNamed = version?.dot ? [{ dot: version.dot, body: version.body }] : [];
    return [...isNamed, ...(isUnknown ? [madeFrom] : [])].map((made) => ({ id: one.id, ...made }));
  });
  await keep(tx, kind, kept);
  return (one) => {
    const { id, version, base, baseDot } = one;
    const here = stood.get(id);
    const madeFrom = toMade(baseDot, base);
    if (!here || (madeFrom && covers(here.vector, madeFrom.dot))) return base;
    const stoodHere = here.dot ? [{ dot: here.dot, body: here.body }] : [];
    const seen = [...(before.get(id) ?? []), ...stoodHere].filter(({ dot }) =>
      covers(version.vector, dot),
    );
    const bodies = seen.map(({ body }) => body);
    const met = { a: here.body, b: version.body, ofB: base };
    return commonBase(bodies, met, RECORD_KINDS[kind].groups) ?? base;
  };
}

/** All have come: whatever is brought from now on was made from what is here. */
export const forgetStoodBefore = (tx: WriteTx): Promise<unknown> =>
  sql`delete from stood_before where organisation_id = ${tx.book.organisationId}`.execute(
    tx.kysely,
  );

async function loadStoodBefore(
  tx: WriteTx,
  kind: RecordKind,
  met: readonly Brought[],
): Promise<ReadonlyMap<string, readonly Made[]>> {
  const ids = met.map(({ id }) => id);
  const { rows } = await sql<{ id: string; dot: string; body: Body }>`
    select id, dot, body from stood_before
    where organisation_id = ${tx.book.organisationId} and kind = ${kind}
      and id = any (${ids}::uuid[]) order by no`.execute(tx.kysely);
  const made = rows.flatMap(({ id, dot, body }) => {
    const one = toMade(dot, body);
    return one ? [{ id, ...one }] : [];
  });
  return Map.groupBy(made, ({ id }) => id);
}

async function keep(
  tx: WriteTx,
  kind: RecordKind,
  made: readonly (Made & { readonly id: string })[],
): Promise<void> {
  if (made.length === 0) return;
  const rows = made.map(({ id, dot, body }, no) => ({ no, id, dot: dotText(dot), body }));
  await sql`insert into stood_before (organisation_id, kind, id, dot, body)
    select ${tx.book.organisationId}, ${kind}, m.id, m.dot, m.body
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as m(no int8, id uuid, dot text, body jsonb)
    order by m.no`.execute(tx.kysely);
}

/** null for a version that was derived, which has no dot, and for what is none. */
function toMade(dot: string | null, body: Body | null): Made | null {
  const [, replica, counter] = /^(.+):(\d{1,15})$/.exec(dot ?? '') ?? [];
  if (body === null || replica === undefined) return null;
  return { dot: { replica, counter: Number(counter) }, body: body satisfies Record<string, Json> };
}
