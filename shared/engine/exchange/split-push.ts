import { sql } from 'kysely';
import { decodeFrame } from '../../wire/exchange/frame.ts';
import { pushHeaderSchema } from '../../wire/exchange/frame-header.ts';
import type { WriteTx } from '../store/handles.ts';
import { dropBatch } from './push-batch.ts';

/** More than this many rows that central cannot read, and it is not the rows that are at fault. */
const SET_ASIDE_MAX = 20;
const UNREADABLE = 'unreadable';

/**
 * Central could not read the last frame as a whole, so that it says nothing of each row. The frame
 * is sent again in halves; a row that is alone in one is set aside and shown with the reason, so
 * that it holds nothing back. It stays in the book, and is sent again when it is changed.
 *
 * Returns how many rows the next frame may have; null when there was nothing in the last, or so
 * much was set aside that something else is wrong.
 */
export async function splitPush(tx: WriteTx): Promise<number | null> {
  const { book } = tx;
  const batch = await tx.kysely
    .selectFrom('pushBatch')
    .select(['no', 'bytes'])
    .where('organisationId', '=', book.organisationId)
    .orderBy('no')
    .executeTakeFirst();
  if (!batch) return null;
  const frame = decodeFrame(batch.bytes, (json) => pushHeaderSchema.safeParse(json).data ?? null);
  const sections = frame.ok ? frame.value.header.sections : [];
  const rows = sections.reduce((sum, section) => sum + section.rows, 0);
  if (rows <= 1 && !(await setAside(tx))) return null;
  await dropBatch(tx);
  // Central did not take it: its number is free.
  book.pushNo = batch.no - 1;
  return Math.max(1, Math.ceil(rows / 2));
}

/** The oldest unsent row is no longer waited for. False if that has happened too often. */
async function setAside(tx: WriteTx): Promise<boolean> {
  const { organisationId } = tx.book;
  const { rows } = await sql`
    with oldest as (
      delete from dirty d where d.organisation_id = ${organisationId}
        and d.counter = (select min(counter) from dirty where organisation_id = ${organisationId})
        and (select count(*) from refused_row where organisation_id = ${organisationId}
          and reason = ${UNREADABLE}) < ${SET_ASIDE_MAX}
      returning d.kind, d.id)
    insert into refused_row (organisation_id, kind, id, reason)
    select ${organisationId}::uuid, kind, id, ${UNREADABLE} from oldest
    on conflict (organisation_id, kind, id) do nothing
    returning id`.execute(tx.kysely);
  return rows.length > 0;
}
