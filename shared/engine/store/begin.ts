import { assert } from '../../core/assert.ts';
import type { Cause } from './handles.ts';
import { columnsOf } from './record-kinds.ts';
import type { Session } from './session.ts';
import type { BookTable, IntentDone } from './tables.ts';

/** What a transaction starts from. */
export interface Start {
  readonly book: BookTable;
  /** What the intent behind it came to when it was done before. */
  readonly former: IntentDone | null;
}

const BOOK_COLUMNS = Object.keys({
  organisationId: true,
  replica: true,
  kind: true,
  name: true,
  branchId: true,
  doctorId: true,
  branchIds: true,
  isCentral: true,
  isSample: true,
  centralUrl: true,
  counter: true,
  seq: true,
  hlc: true,
  auditNo: true,
  auditHash: true,
  cursor: true,
  acked: true,
  pushNo: true,
  lastHeardMs: true,
  clockOffsetMs: true,
  incarnationOf: true,
  reach: true,
  replacesFormer: true,
  secret: true,
  purgedThrough: true,
  sweepSeq: true,
} satisfies Record<keyof BookTable, true>);

const FIND_BOOK = `select ${columnsOf(BOOK_COLUMNS)} from book where organisation_id = $1`;

/** Also tells the guards of the tables that it is the store that writes. */
const LOCK_BOOK = `
  select ${columnsOf(BOOK_COLUMNS)}, set_config('daybook.writing', 'yes', true) as guard,
    set_config('plan_cache_mode', $2, true) as planning
  from book where organisation_id = $1 for update`;

const FIND_DONE = 'select outcome from applied_intent where organisation_id = $1 and id = $2';

/**
 * What a person asks for concerns a few rows found by their keys, for which the plan made once is
 * good enough. Imports and exchanges work on sets of any size, and Postgres may look at the size.
 */
export const planCacheMode = (cause: Cause): string =>
  cause.source === 'screen' ? 'force_generic_plan' : 'auto';

/**
 * Begins a transaction by taking the organisation's lock, as a statement of its own and first:
 * under READ COMMITTED every later statement then sees what the previous holder committed, so the
 * order of locks, commits and places in the feed is one order, without gaps.
 */
export async function begin(
  session: Session,
  organisationId: string,
  cause: Cause,
): Promise<Start> {
  const [, locked, done] = await Promise.all([
    session.query('begin', []),
    session.query(LOCK_BOOK, [organisationId, planCacheMode(cause)]),
    session.query(FIND_DONE, [organisationId, cause.intentId]),
  ]);
  const [book] = locked.rows as BookTable[];
  assert(book, 'The organisation has a book before anything is written in it.');
  const [former] = done.rows as { readonly outcome: IntentDone }[];
  return { book, former: former?.outcome ?? null };
}

/** The book as it stands, by whom nobody else writes beside. */
export async function readBook(session: Session, organisationId: string): Promise<BookTable> {
  const { rows } = await session.query(FIND_BOOK, [organisationId]);
  const [book] = rows as BookTable[];
  assert(book, 'A book that is written in is there.');
  return book;
}
