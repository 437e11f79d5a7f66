import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';
import { FIRST_KINDS, KIND_PART, kindsThatWait } from '../store/later-kinds.ts';
import { RECORD_KIND_NAMES } from '../store/record-kinds.ts';
import { DERIVED_KINDS, type WireKind } from './wire-columns.ts';

const WIRE_KINDS: readonly WireKind[] = [...RECORD_KIND_NAMES, ...DERIVED_KINDS];

/** What can be sent to someone who knows these kinds beyond the first. */
export const kindsKnownTo = (moreKinds: readonly string[]): readonly WireKind[] =>
  WIRE_KINDS.filter((kind) => FIRST_KINDS.has(kind) || moreKinds.includes(kind));

/**
 * A kind that came later is a part of the book of its own: a replica that learns it is given all of
 * it, as it is given a doctor who is new to it.
 */
export const partsOfKinds = (kinds: readonly WireKind[]): readonly string[] =>
  kinds.filter((kind) => !FIRST_KINDS.has(kind)).map((kind) => `${KIND_PART}${kind}`);

export const kindOfPart = (part: string): WireKind | null =>
  WIRE_KINDS.find((kind) => part === `${KIND_PART}${kind}`) ?? null;

/**
 * Gives a number after all others to what waited for central to know its kind, and need not any
 * more: what central acknowledged so far says nothing of it.
 */
export async function offerWaited(tx: WriteTx, waited: readonly string[]): Promise<void> {
  const waits = kindsThatWait(tx.book);
  const kinds = waited.filter((kind) => !waits.includes(kind));
  if (kinds.length === 0) return;
  const { rows } = await sql<{ counter: number }>`
    update dirty d set counter = ${tx.book.counter}::int8 + n.no
    from (select kind, id, row_number() over (order by counter) as no from dirty
      where organisation_id = ${tx.book.organisationId} and kind = any (${kinds}::text[])) as n
    where d.organisation_id = ${tx.book.organisationId} and d.kind = n.kind and d.id = n.id
    returning d.counter`.execute(tx.kysely);
  tx.book.counter += rows.length;
}
