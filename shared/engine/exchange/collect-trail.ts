import { sql } from 'kysely';
import {
  ENTRY_CHARS_MAX,
  PIECE_CHARS_MAX,
  TRAIL_CHARS_FULL,
  TRAIL_ENTRIES_MAX,
  type TrailPassage,
  type TrailPiece,
  type WantedEntry,
  WHOLE_CHARS_MAX,
} from '../../wire/exchange/trail-passage.ts';
import { HASHED_TEXT, TEXT_WITHOUT_CHANGES } from '../store/audit-hash.ts';
import type { WriteTx } from '../store/handles.ts';

interface Row {
  readonly no: number;
  readonly hash: string;
  readonly text: string;
  readonly isCut: boolean;
}

/**
 * What central has not acknowledged yet of this replica's audit trail, the oldest first, as far as
 * it goes in one frame, and where the trail ends. Said with every exchange, so that central can tell
 * later that what it has been handed stayed as it was.
 */
export async function collectTrail({ book, session, kysely }: WriteTx): Promise<TrailPassage> {
  const { organisationId } = book;
  const handed = await loadHanded({ book, kysely });
  const { rows } = await session.query(LAST_HANDED, [organisationId, handed.no]);
  const [after] = rows as readonly { readonly no: number; readonly hash: string }[];
  const from = after?.no ?? 0;
  const found = await session.query(ENTRIES, [organisationId, from, TRAIL_ENTRIES_MAX]);
  const entries: TrailPassage['entries'] = [];
  let chars = 0;
  for (const { text, hash, isCut } of found.rows as readonly Row[]) {
    chars += text.length;
    if (chars > TRAIL_CHARS_FULL && entries.length > 0) break;
    entries.push(isCut ? { text, hash } : { text });
  }
  const { wants } = handed;
  // What is new goes first.
  const isAllSent = from + entries.length >= book.auditNo;
  const piece = wants && isAllSent ? await cutPiece(session, organisationId, wants) : null;
  return {
    head: { no: book.auditNo, hash: book.auditHash },
    after: { no: from, hash: after?.hash ?? '' },
    entries,
    ...(piece === null ? {} : { piece }),
  };
}

/** The next piece of an entry that went without its changes. */
async function cutPiece(
  session: WriteTx['session'],
  organisationId: string,
  wants: WantedEntry,
): Promise<TrailPiece> {
  const { no, hash, at } = wants;
  const { rows } = await session.query(PIECE, [organisationId, no, hash, at, PIECE_CHARS_MAX]);
  const [entry] = rows as readonly { readonly text: string; readonly chars: number }[];
  if (!entry || entry.chars > WHOLE_CHARS_MAX) return { ...wants, text: null, isLast: true };
  return { ...wants, text: entry.text, isLast: at + PIECE_CHARS_MAX >= entry.chars };
}

/** How far central said that it has this replica's trail, and which entry it lacks the changes of. */
export interface Handed {
  readonly no: number;
  readonly wants: WantedEntry | null;
}

export async function loadHanded({
  book,
  kysely,
}: Pick<WriteTx, 'book' | 'kysely'>): Promise<Handed> {
  const { rows } = await sql<Handed>`select no, wants from trail_handed
    where organisation_id = ${book.organisationId}`.execute(kysely);
  return rows[0] ?? { no: 0, wants: null };
}

/** The last that was handed over; where entries are missing here, the last before. */
const LAST_HANDED = `select no, hash from audit
  where organisation_id = $1 and no <= $2 order by no desc limit 1`;
/** `at` counts characters as PostgreSQL does. */
const PIECE = `select substr(text, $4::int4 + 1, $5::int4) as text, char_length(text) as chars
  from (select ${HASHED_TEXT} as text from audit
    where organisation_id = $1 and no = $2 and hash = $3 and form = 2) entry`;
const ENTRIES = `
  select no, hash, is_cut as "isCut",
    case when is_cut then ${TEXT_WITHOUT_CHANGES} else ${HASHED_TEXT} end as text
  from (select *, form <> 2 or octet_length(changes::text) > ${ENTRY_CHARS_MAX / 2} as is_cut
    from audit where organisation_id = $1 and no > $2 order by no limit $3) entry order by no`;
