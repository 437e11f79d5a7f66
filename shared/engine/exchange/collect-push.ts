import { sql } from 'kysely';
import type { Id } from '../../core/ids.ts';
import { countLines } from '../../wire/exchange/count-lines.ts';
import { decodeFrame, encodeFrame } from '../../wire/exchange/frame.ts';
import {
  FRAME_BYTES_FULL,
  FRAME_ROWS_MAX,
  type PushHeader,
  pushHeaderSchema,
  type Section,
} from '../../wire/exchange/frame-header.ts';
import type { WriteTx } from '../store/handles.ts';
import { kindsThatWait, MORE_KINDS } from '../store/later-kinds.ts';
import { RECORD_KIND_NAMES, sqlName } from '../store/record-kinds.ts';
import { collectTrail } from './collect-trail.ts';
import { isEntrusted } from './entrusted.ts';
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
  limit: number,
  protocol: number,
): Promise<Uint8Array> {
  const { book } = tx;
  const unanswered = await tx.kysely
    .selectFrom('pushBatch')
    .select('bytes')
    .where('organisationId', '=', book.organisationId)
    .orderBy('no')
    .executeTakeFirst();
  if (unanswered) return asOfNow(tx, unanswered.bytes, protocol);

  const { rows: total, maxCounter, kinds } = await measure(tx, limit);
  const sections: Section[] = [];
  const bodies: Uint8Array[] = [];
  for (const kind of RECORD_KIND_NAMES) {
    if (!kinds.includes(kind)) continue;
    const columns = pushColumns(kind);
    const body = await tx.session.copyOut(dirtyRowsOf(kind, book.organisationId, maxCounter));
    if (body.byteLength === 0) continue;
    sections.push({ kind, columns: [...columns], rows: countLines(body), bytes: body.byteLength });
    bodies.push(body);
  }
  const sent = sections.reduce((sum, section) => sum + section.rows, 0);
  const bytesSent = sections.reduce((sum, section) => sum + section.bytes, 0);
  if (bytesSent > FRAME_BYTES_FULL && sent > 1) {
    return collectPush(tx, batchId, Math.ceil(sent / 2), protocol);
  }
  if (sent > 0) book.pushNo += 1;
  const header: PushHeader = {
    protocol,
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
    ...((await isEntrusted(tx)) ? { asksHeard: true } : {}),
    ...(MORE_KINDS.length > 0 ? { moreKinds: [...MORE_KINDS] } : {}),
    sections,
  };
  if (sent > 0) await keep(tx, header, encodeFrame({ header, bodies }));
  return encodeFrame({ header: { ...header, trail: await collectTrail(tx) }, bodies });
}

const incarnationOf = ({ incarnationOf: of, replacesFormer: replaces }: WriteTx['book']) =>
  of === null ? null : { of, replaces };

/** Rows of `dirty` that central can take. */
export function unsentRows({ book }: WriteTx) {
  const waiting = kindsThatWait(book);
  const ofOrganisation = sql`organisation_id = ${book.organisationId}`;
  return waiting.length === 0
    ? ofOrganisation
    : sql`${ofOrganisation} and not (kind = any (${[...waiting]}::text[]))`;
}

/**
 * The same frame, in the version that is spoken now and from the place that was reached meanwhile,
 * by news that came unasked: an answer that goes on from another one would never be taken. Whoever
 * says to have seen so much also says what was written since.
 */
async function asOfNow(tx: WriteTx, bytes: Uint8Array, protocol: number): Promise<Uint8Array> {
  const frame = decodeFrame(bytes, (json) => pushHeaderSchema.safeParse(json).data ?? null);
  if (!frame.ok) return bytes;
  const { header, bodies } = frame.value;
  const { rows } = await sql<{ pending: number }>`
    select count(*)::int4 as pending from dirty
    where ${unsentRows(tx)} and counter > ${header.maxCounter}`.execute(tx.kysely);
  const { cursor, reach } = tx.book;
  const pending = rows[0]?.pending ?? 0;
  const trail = await collectTrail(tx);
  return encodeFrame({ header: { ...header, protocol, cursor, reach, pending, trail }, bodies });
}

/** How many rows wait, the counter that the next frame goes up to, and of which kinds it has rows. */
async function measure(tx: WriteTx, limit: number): Promise<Waiting> {
  const unsent = unsentRows(tx);
  const { rows } = await sql<Waiting>`
    select (select count(*) from dirty where ${unsent})::int8 as rows,
      coalesce(max(counter), 0)::int8 as max_counter,
      coalesce(array_agg(distinct kind), '{}') as kinds
    from (select kind, counter from dirty where ${unsent}
      order by counter limit ${limit}) as next`.execute(tx.kysely);
  return rows[0] ?? { rows: 0, maxCounter: 0, kinds: [] };
}

interface Waiting {
  readonly rows: number;
  readonly maxCounter: number;
  readonly kinds: readonly string[];
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
