import { z } from 'zod';
import type { TrailLink } from '../../domain/trail/follow-trail.ts';
import type { TrailPassage } from '../../wire/exchange/trail-passage.ts';
import { AUDIT_HASH } from '../store/audit-hash.ts';
import type { WriteTx } from '../store/handles.ts';

const text = z.string();
const whole = z.int();
const uuid = z.guid();
/** An entry as its hash is made of it: see `AUDIT_HASH`. */
const entrySchema = z.tuple([
  z.literal([1, 2]),
  text,
  text,
  whole.min(1),
  whole,
  whole,
  uuid.nullable(),
  text,
  uuid.nullable(),
  text,
  text,
  text,
  text,
  text.nullable(),
  z.array(uuid),
  z.array(z.looseObject({})),
]);

/** An entry as it came: its text, and whether that has all that its hash was made of. */
export interface SentEntry extends TrailLink {
  readonly json: string;
  readonly isWhole: boolean;
}

/** What can be read of the entries, up to the first that cannot; each with the hash of its text. */
export async function readEntries(
  { session }: Pick<WriteTx, 'session'>,
  entries: TrailPassage['entries'],
): Promise<readonly SentEntry[]> {
  const read: { readonly json: string; readonly hash: string | null }[] = [];
  for (const { text: json, hash = null } of entries) {
    if (!isEntry(json)) break;
    read.push({ json, hash });
  }
  if (read.length === 0) return [];
  const { rows } = await session.query(HASHES, [
    read.map(({ json }) => json),
    read.map(({ hash }) => hash),
  ]);
  return rows as readonly SentEntry[];
}

function isEntry(json: string): boolean {
  try {
    return entrySchema.safeParse(JSON.parse(json)).success;
  } catch {
    return false;
  }
}

/** The columns of an entry, out of its text `e`. */
export const ENTRY_COLUMNS = `(e ->> 0)::int2 as form, e ->> 1 as previous_hash, e ->> 2 as replica,
  (e ->> 3)::int8 as no, (e ->> 4)::int8 as at_ms, (e ->> 5)::int8 as hlc,
  (e ->> 6)::uuid as intent_id, e ->> 7 as intent_kind, (e ->> 8)::uuid as actor_id,
  e ->> 9 as actor_name, e ->> 10 as role, e ->> 11 as desk, e ->> 12 as source,
  e ->> 13 as reason, array(select jsonb_array_elements_text(e -> 14))::uuid[] as record_ids,
  e -> 15 as changes`;
const HASHES = `
  select no, previous_hash as "previousHash", json, said is null as "isWhole",
    coalesce(said, ${AUDIT_HASH}) as hash
  from (select t.json, t.said, t.place, ${ENTRY_COLUMNS}
    from (select json, said, place, json::jsonb as e
      from unnest($1::text[], $2::text[]) with ordinality as u (json, said, place)) t) entry
  order by place`;
