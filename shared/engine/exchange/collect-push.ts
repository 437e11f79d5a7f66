import { sql } from 'kysely';
import type { Id } from '../../core/ids.ts';
import { countLines } from '../../wire/exchange/count-lines.ts';
import { decodeFrame, encodeFrame, type Frame } from '../../wire/exchange/frame.ts';
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

/** A frame for central, and how many rows wait behind it. */
export interface Push {
  readonly bytes: Uint8Array;
  readonly waiting: number;
}

/** What a frame is made with: at most `limit` rows, fewer where they are long. */
interface Making {
  readonly batchId: Id;
  readonly limit: number;
  readonly protocol: number;
  /** Frames that this process stored: to read one back takes as long as to make it. */
  readonly made: Map<Id, Frame<PushHeader>>;
}

/**
 * The next frame for central: what it has not acknowledged yet, oldest first, and how far its own
 * feed was applied here. A frame with rows is stored before it is sent; until it is answered, the
 * same rows are given again, so that a lost answer costs nothing.
 */
export async function collectPush(tx: WriteTx, making: Making): Promise<Push> {
  const [unanswered] = await loadBatches(tx);
  if (unanswered) {
    const made = making.made.get(unanswered.batchId);
    return made ? asOfNow(tx, made, making.protocol) : readBack(tx, unanswered.no, making.protocol);
  }
  const collected = await collectRows(tx, 0, making.limit);
  const claimsAsDerived = await areClaimsAsDerived(tx, collected.maxCounter);
  const header = await toHeader(tx, making, { ...collected, claimsAsDerived });
  const { bodies, waiting } = collected;
  if (bodies.length > 0) await keep(tx, making, { header, bodies });
  const trail = await collectTrail(tx);
  return { bytes: encodeFrame({ header: { ...header, trail }, bodies }), waiting };
}

/**
 * Stores the frame after the one that is on its way, so that it is ready when that is answered: while
 * central works, this replica has nothing else to do. A row that was edited while an older version of
 * it is on its way waits until it is known what that came to, and so does what comes after it.
 */
export async function preparePush(tx: WriteTx, making: Making): Promise<void> {
  const [onItsWay, ready] = await loadBatches(tx);
  if (!onItsWay || ready) return;
  const collected = await collectRows(tx, onItsWay.maxCounter, making.limit);
  const { bodies } = collected;
  if (bodies.length === 0) return;
  // Said when it is sent: claims may move until then.
  const header = await toHeader(tx, making, { ...collected, claimsAsDerived: false });
  await keep(tx, making, { header, bodies });
}

/** The frames that central has not answered, in the order in which they go. */
const loadBatches = ({ kysely, book }: WriteTx) =>
  kysely
    .selectFrom('pushBatch')
    .select(['no', 'batchId', 'maxCounter'])
    .where('organisationId', '=', book.organisationId)
    .orderBy('no')
    .limit(BATCHES_MAX)
    .execute();

/** One that is on its way, and one that is ready. */
const BATCHES_MAX = 2;

/** A frame that was stored before this process started, maybe by an older version of the program. */
async function readBack(tx: WriteTx, no: number, protocol: number): Promise<Push> {
  const { bytes } = await tx.kysely
    .selectFrom('pushBatch')
    .select('bytes')
    .where('organisationId', '=', tx.book.organisationId)
    .where('no', '=', no)
    .executeTakeFirstOrThrow();
  const frame = decodeFrame(bytes, (json) => pushHeaderSchema.safeParse(json).data ?? null);
  return frame.ok ? asOfNow(tx, frame.value, protocol) : { bytes, waiting: 0 };
}

interface Collected {
  readonly sections: Section[];
  readonly bodies: readonly Uint8Array[];
  readonly maxCounter: number;
  readonly waiting: number;
}

/** The oldest rows that central lacks, of those with a counter after `after`. */
async function collectRows(tx: WriteTx, after: number, limit: number): Promise<Collected> {
  const { rows: total, maxCounter, kinds } = await measure(tx, after, limit);
  const sections: Section[] = [];
  const bodies: Uint8Array[] = [];
  const stretch = { after, maxCounter };
  for (const kind of RECORD_KIND_NAMES) {
    if (!kinds.includes(kind)) continue;
    const columns = pushColumns(kind);
    const body = await tx.session.copyOut(dirtyRowsOf(kind, tx.book.organisationId, stretch));
    if (body.byteLength === 0) continue;
    sections.push({ kind, columns: [...columns], rows: countLines(body), bytes: body.byteLength });
    bodies.push(body);
  }
  const sent = sections.reduce((sum, section) => sum + section.rows, 0);
  const bytesSent = sections.reduce((sum, section) => sum + section.bytes, 0);
  if (bytesSent > FRAME_BYTES_FULL && sent > 1) return collectRows(tx, after, Math.ceil(sent / 2));
  return { sections, bodies, maxCounter, waiting: total - sent };
}

async function toHeader(
  tx: WriteTx,
  { batchId, protocol }: Making,
  {
    sections,
    maxCounter,
    waiting,
    claimsAsDerived,
  }: Collected & Pick<PushHeader, 'claimsAsDerived'>,
): Promise<PushHeader> {
  const { book } = tx;
  if (sections.length > 0) book.pushNo += 1;
  return {
    protocol,
    replica: book.replica,
    incarnation: incarnationOf(book),
    no: book.pushNo,
    batchId,
    maxCounter,
    claimsAsDerived,
    pending: waiting,
    cursor: book.cursor,
    reach: book.reach,
    sentMs: tx.nowMs,
    limit: FRAME_ROWS_MAX,
    ...((await isEntrusted(tx)) ? { asksHeard: true } : {}),
    ...(MORE_KINDS.length > 0 ? { moreKinds: [...MORE_KINDS] } : {}),
    sections,
  };
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
async function asOfNow(
  tx: WriteTx,
  { header, bodies }: Frame<PushHeader>,
  protocol: number,
): Promise<Push> {
  const { rows } = await sql<{ pending: number }>`
    select count(*)::int4 as pending from dirty
    where ${unsentRows(tx)} and counter > ${header.maxCounter}`.execute(tx.kysely);
  const { cursor, reach } = tx.book;
  const pending = rows[0]?.pending ?? 0;
  const claimsAsDerived = await areClaimsAsDerived(tx, header.maxCounter);
  const now = { protocol, cursor, reach, pending, claimsAsDerived, trail: await collectTrail(tx) };
  return { bytes: encodeFrame({ header: { ...header, ...now }, bodies }), waiting: pending };
}

/**
 * How many rows wait after a counter, the counter that the next frame goes up to, and of which kinds
 * it has rows.
 */
async function measure(tx: WriteTx, after: number, limit: number): Promise<Waiting> {
  const unsent = sql`${unsentRows(tx)} and counter > ${after}`;
  const edited = sql`select min(counter) from dirty
    where organisation_id = ${tx.book.organisationId} and next_base is not null`;
  const isFree = after === 0 ? sql`true` : sql`counter < coalesce((${edited}), ${MOST})`;
  const { rows } = await sql<Waiting>`
    select (select count(*) from dirty where ${unsent})::int8 as rows,
      coalesce(max(counter), 0)::int8 as max_counter,
      coalesce(array_agg(distinct kind), '{}') as kinds
    from (select kind, counter from dirty where ${unsent} and ${isFree}
      order by counter limit ${limit}) as next`.execute(tx.kysely);
  return rows[0] ?? { rows: 0, maxCounter: 0, kinds: [] };
}

/** No counter is as high. */
const MOST = Number.MAX_SAFE_INTEGER;

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
  { after, maxCounter }: { readonly after: number; readonly maxCounter: number },
): string {
  const columns = pullColumns(kind).map((column) => `t.${column}`);
  return `(select ${columns.join(', ')}, d.base_dot, d.base, d.trail
    from dirty d join ${sqlName(kind)} t on t.organisation_id = d.organisation_id and t.id = d.id
    where d.organisation_id = '${organisationId}' and d.kind = '${kind}'
      and d.counter > ${after} and d.counter <= ${maxCounter} order by d.counter)`;
}

async function keep(tx: WriteTx, { made }: Making, frame: Frame<PushHeader>): Promise<void> {
  const { no, batchId, maxCounter } = frame.header;
  const bytes = encodeFrame(frame);
  const { organisationId } = tx.book;
  await tx.kysely
    .insertInto('pushBatch')
    .values({ organisationId, no, batchId, maxCounter, bytes })
    .execute();
  made.set(batchId, frame);
  for (const oldest of [...made.keys()].slice(0, -BATCHES_MAX)) made.delete(oldest);
}
