import type { TrailFileWish } from '../../wire/desk/trail.ts';
import { HASHED_TEXT } from '../store/audit-hash.ts';
import type { ReadDb } from '../store/handles.ts';

/** As many characters as a file of the trail may have, and lines. */
const TRAIL_CHARS_MAX = 40_000_000;
export const TRAIL_LINES_MAX = 50_000;

/**
 * The trail of a span of time, the oldest first, a line of JSON each: what happened, the entry as it
 * was hashed, and its hash, so that whoever has the file can check it with SHA-256 alone. null if
 * it would be too long.
 */
export async function loadTrailLines(
  { session }: ReadDb,
  organisationId: string,
  { fromMs, untilMs, of }: Pick<TrailFileWish, 'fromMs' | 'untilMs' | 'of'>,
): Promise<readonly string[] | null> {
  const trail = of === undefined ? OWN : KEPT;
  const span = [organisationId, fromMs, untilMs, ...(of === undefined ? [] : [of])];
  const [size] = (await session.query(sizeOf(trail), span)).rows as readonly Size[];
  if ((size?.lines ?? 0) > TRAIL_LINES_MAX || (size?.chars ?? 0) > TRAIL_CHARS_MAX) return null;
  const { rows } = await session.query(linesOf(trail), span);
  return (rows as readonly { readonly line: string }[]).map(({ line }) => line);
}

interface Size {
  readonly lines: number;
  readonly chars: number;
}

const SPAN = 'where organisation_id = $1 and at_ms >= $2 and at_ms < $3';
const OWN = `(select *, no as place, true as is_whole from audit ${SPAN})`;
const KEPT = `(select *, part * ${2 ** 32} + no as place from kept_trail ${SPAN} and sender = $4)`;
const sizeOf = (trail: string): string => `select count(*)::int4 as lines,
  coalesce(sum(octet_length(changes::text)), 0)::int8 as chars from ${trail} trail`;
/** An entry that was too long to be handed over whole says so: its hash cannot be made of its text. */
const linesOf = (trail: string): string => `select json_build_object('no', no, 'replica', replica,
    'at', to_char(to_timestamp(at_ms / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'act', intent_kind, 'who', actor_name, 'role', role, 'desk', desk, 'source', source,
    'reason', reason, 'previousHash', previous_hash, 'hash', hash, 'isWhole', is_whole,
    'hashed', ${HASHED_TEXT})::text as line
  from ${trail} trail order by place`;
