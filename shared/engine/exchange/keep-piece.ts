import { sql } from 'kysely';
import {
  type TrailPiece,
  type WantedEntry,
  WHOLE_CHARS_MAX,
} from '../../wire/exchange/trail-passage.ts';
import type { WriteTx } from '../store/handles.ts';
import { ENTRY_COLUMNS, readEntries } from './read-entries.ts';

/** The first entry of a trail of which its changes have not come, and how much of its text has. */
export async function loadWanted(
  { book, kysely }: Pick<WriteTx, 'book' | 'kysely'>,
  sender: string,
): Promise<WantedEntry | null> {
  const { rows } = await sql<WantedEntry>`
    select k.no, k.hash, p.chars as at
    from kept_trail k, lateral (
      select coalesce(sum(char_length(p.text)), 0)::int8 as chars,
        coalesce(bool_or(p.at < 0), false) as is_marked
      from trail_piece p where p.organisation_id = k.organisation_id and p.sender = k.sender
        and p.no = k.no and p.hash = k.hash) p
    where k.organisation_id = ${book.organisationId} and k.sender = ${sender}
      and not k.is_whole and k.form = 2 and not p.is_marked
    order by k.part, k.no limit 1`.execute(kysely);
  return rows[0] ?? null;
}

/**
 * Keeps a piece of an entry that came without its changes, if it is the next; the last makes the entry
 * whole, unless its hash is another. False where it is: the entry is not what was said of it.
 */
export async function keepPiece(tx: WriteTx, sender: string, piece: TrailPiece): Promise<boolean> {
  const wanted = await loadWanted(tx, sender);
  const { no, hash, at, text, isLast } = piece;
  // One that was overtaken on its way is there already.
  if (wanted?.no !== no || wanted.hash !== hash || wanted.at !== at) return true;
  if (text === null) {
    await mark(tx, sender, piece, 'missing');
    return true;
  }
  await put(tx, sender, piece, { at, text });
  if (!isLast && text !== '' && at + text.length <= WHOLE_CHARS_MAX) return true;
  const whole = await joinPieces(tx, sender, piece);
  const [entry] = await readEntries(tx, [{ text: whole }]);
  if (entry?.hash !== hash || entry.no !== no) {
    await mark(tx, sender, piece, 'other');
    return false;
  }
  await forgetPieces(tx, sender, piece);
  await makeWhole(tx, sender, piece, entry.json);
  return true;
}

type Entry = Pick<TrailPiece, 'no' | 'hash'>;

const isOf = (tx: WriteTx, sender: string, { no, hash }: Entry) =>
  sql`organisation_id = ${tx.book.organisationId} and sender = ${sender} and no = ${no}
    and hash = ${hash}`;

async function put(
  tx: WriteTx,
  sender: string,
  { no, hash }: Entry,
  { at, text }: { readonly at: number; readonly text: string },
): Promise<void> {
  await sql`insert into trail_piece (organisation_id, sender, no, hash, at, text)
    values (${tx.book.organisationId}, ${sender}, ${no}, ${hash}, ${at}, ${text})`.execute(
    tx.kysely,
  );
}

async function joinPieces(tx: WriteTx, sender: string, entry: Entry): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select string_agg(text, '' order by at) as text from trail_piece
    where ${isOf(tx, sender, entry)}`.execute(tx.kysely);
  return rows[0]?.text ?? '';
}

async function forgetPieces(tx: WriteTx, sender: string, entry: Entry): Promise<void> {
  await sql`delete from trail_piece where ${isOf(tx, sender, entry)}`.execute(tx.kysely);
}

/** It is not asked for again. */
async function mark(
  tx: WriteTx,
  sender: string,
  entry: Entry,
  why: 'missing' | 'other',
): Promise<void> {
  await forgetPieces(tx, sender, entry);
  await put(tx, sender, entry, { at: -1, text: why });
}

/** It comes last in the feed, so that others are told of what it changed. */
async function makeWhole(tx: WriteTx, sender: string, entry: Entry, json: string): Promise<void> {
  tx.book.seq += 1;
  await sql`
    update kept_trail k set is_whole = true, record_ids = e.record_ids, changes = e.changes,
      seq = ${tx.book.seq}
    from (select ${sql.raw(ENTRY_COLUMNS)} from (select ${json}::jsonb as e) t) e
    where k.organisation_id = ${tx.book.organisationId} and k.sender = ${sender}
      and k.no = ${entry.no} and k.hash = ${entry.hash} and not k.is_whole`.execute(tx.kysely);
}
