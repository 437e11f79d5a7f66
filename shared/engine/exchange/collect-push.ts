import { sql } from 'kysely';
import type { Id } from '../../core/ids.ts';
import { encodeFrame } from '../../wire/exchange/frame.ts';
import {
  FRAME_BYTES_FULL,
  FRAME_ROWS_MAX,
  type PushHeader,
  type Section,
} from '../../wire/exchange/frame-header.ts';
import { PROTOCOL_VERSION } from '../../wire/protocol-version.ts';
import type { WriteTx } from '../store/handles.ts';
import { RECORD_KIND_NAMES, sqlName } from '../store/record-kinds.ts';
import { countLines } from './count-lines.ts';
import { pullColumns, pushColumns } from './wire-columns.ts';

/**
 * The next frame for central: what it has not acknowledged yet, oldest first, and how far its own
 * feed was applied here. A frame with rows is stored before it is sent; until it is answered, the
 * same bytes are given again, so that a lost answer costs nothing.
 * `limit`: at most so many rows; fewer where they are long.
 */
export async function collectPush(
  tx: WriteTx,
  batchId: Id,
  limit: number = FRAME_ROWS_MAX,
): Promise<Uint8Array> {
  const { book } = tx;
  const unanswered = await tx.kysely
    .selectFrom('pushBatch')
    .select('bytes')
    .where('organisationId', '=', book.organisationId)
    .orderBy('no')
    .executeTakeFirst();
  if (unanswered) return unanswered.bytes;

  const { rows: total, maxCounter } = await measure(tx, limit);
  const sections: Section[] = [];
  const bodies: Uint8Array[] = [];
  for (const kind of total === 0 ? [] : RECORD_KIND_NAMES) {
    const columns = pushColumns(kind);
    const body = await tx.session.copyOut(dirtyRowsOf(kind, book.organisationId, maxCounter));
    if (body.byteLength === 0) continue;
    sections.push({ kind, columns: [...columns], rows: countLines(body), bytes: body.byteLength });
    bodies.push(body);
  }
  const sent = sections.reduce((sum, section) => sum + section.rows, 0);
  const bytesSent = sections.reduce((sum, section) => sum + section.bytes, 0);
  if (bytesSent > FRAME_BYTES_FULL && sent > 1) {
    return collectPush(tx, batchId, Math.ceil(sent / 2));
  }
  if (sent > 0) book.pushNo += 1;
  const header: PushHeader = {
    protocol: PROTOCOL_VERSION,
    replica: book.replica,
    incarnation: incarnationOf(book),
    no: book.pushNo,
    batchId,
    maxCounter,
    claimsAsDerived: await areClaimsAsDerived(tx, maxCounter),
    pending: total - sent,
    cursor: book.cursor,
    reach: book.reach,
    sentMs: tx.nowMs,
    limit: FRAME_ROWS_MAX,
    sections,
  };
  const bytes = encodeFrame({ header, bodies });
  if (sent > 0) await keep(tx, header, bytes);
  return bytes;
}

const incarnationOf = ({ incarnationOf: of, replacesFormer: replaces }: WriteTx['book']) =>
  of === null ? null : { of, replaces };

/** How many rows wait, and the counter that the next frame goes up to. */
async function measure(tx: WriteTx, limit: number): Promise<{ rows: number; maxCounter: number }> {
  const { rows } = await sql<{ rows: number; maxCounter: number }>`
    select (select count(*) from dirty where organisation_id = ${tx.book.organisationId})::int8
        as rows,
      coalesce(max(counter), 0)::int8 as max_counter
    from (select counter from dirty where organisation_id = ${tx.book.organisationId}
      order by counter limit ${limit}) as next`.execute(tx.kysely);
  return rows[0] ?? { rows: 0, maxCounter: 0 };
}

/** What central then need not tell this replica: it would derive the same. */
async function areClaimsAsDerived(tx: WriteTx, maxCounter: number): Promise<boolean> {
  const { rows } = await sql<{ isOther: boolean }>`
    select exists (select 1 from dirty d
      join claim c on c.organisation_id = d.organisation_id and c.id = d.id
      join appointment a on a.organisation_id = d.organisation_id and a.id = d.id
      where d.organisation_id = ${tx.book.organisationId} and d.kind = 'appointment'
        and d.counter <= ${maxCounter}
        and (c.verdict <> 'active' or c.endorsed or c.priority <> a.made_hlc)) as is_other`.execute(
    tx.kysely,
  );
  return rows[0]?.isOther === false;
}

/** COPY takes no parameters; both values are this replica's own, never something received. */
function dirtyRowsOf(
  kind: (typeof RECORD_KIND_NAMES)[number],
  organisationId: string,
  maxCounter: number,
): string {
  const columns = pullColumns(kind).map((column) => `t.${column}`);
  return `(select ${columns.join(', ')}, d.base_dot, d.base, d.trail
    from dirty d join ${sqlName(kind)} t on t.organisation_id = d.organisation_id and t.id = d.id
    where d.organisation_id = '${organisationId}' and d.kind = '${kind}'
      and d.counter <= ${maxCounter} order by d.counter)`;
}

async function keep(tx: WriteTx, header: PushHeader, bytes: Uint8Array): Promise<void> {
  await tx.kysely
    .insertInto('pushBatch')
    .values({
      organisationId: tx.book.organisationId,
      no: header.no,
      batchId: header.batchId,
      maxCounter: header.maxCounter,
      bytes,
    })
    .execute();
}
