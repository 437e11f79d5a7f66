import { CamelCasePlugin, Kysely } from 'kysely';
import { assert } from '../../core/assert.ts';
import type { Clock } from '../../core/clock.ts';
import { tick } from '../../merge/hlc.ts';
import type { Cause, Put, ReadDb, WriteTx } from './handles.ts';
import type { RecordKind, RecordShapes } from './record-kinds.ts';
import type { Connector, Session } from './session.ts';
import { createSessionDialect } from './session-dialect.ts';
import type { AuditChange, BookTable, Stored, Tables } from './tables.ts';
import { writeBookkeeping } from './write-bookkeeping.ts';
import { type Written, writeRecords } from './write-records.ts';

/** What a finished transaction changed, for those who watch. */
export interface Commit {
  readonly organisationId: string;
  readonly seq: number;
  readonly tables: ReadonlySet<keyof Tables>;
  /** `sync`: what came from central, which need not be sent there. */
  readonly source: Cause['source'];
}

export interface Store {
  readonly read: <T>(run: (db: ReadDb) => Promise<T>) => Promise<T>;
  /**
   * One transaction under the organisation's lock. Whatever `run` put is stamped, written, audited
   * and given its place in the feed before it commits; if `run` throws, nothing happened.
   */
  readonly write: <T>(
    organisationId: string,
    cause: Cause,
    run: (tx: WriteTx) => Promise<T>,
  ) => Promise<T>;
  /** Calls `listener` after each commit. Returns how to stop. */
  readonly onCommit: (listener: (commit: Commit) => void) => () => void;
}

/** What has to follow from records that were just written, still in their transaction. */
export type AfterWrite = (tx: WriteTx, puts: readonly Put[]) => Promise<void>;

export function openStore(connector: Connector, clock: Clock, afterWrite: AfterWrite): Store {
  const listeners = new Set<(commit: Commit) => void>();
  const handles = new WeakMap<Session, ReadDb>();

  const readDb = (session: Session): ReadDb => {
    const known = handles.get(session);
    if (known) return known;
    const kysely = new Kysely<Tables>({
      dialect: createSessionDialect(session),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
    const db = { kysely, session } as ReadDb;
    handles.set(session, db);
    return db;
  };

  return {
    read: (run) => connector.withSession((session) => run(readDb(session))),

    write: (organisationId, cause, run) =>
      connector.withSession(async (session) => {
        const db = readDb(session);
        await session.query('begin', []);
        try {
          const book = await lockBook(db, organisationId);
          const work = createWork(db, book, clock.nowMs(), (tx, puts) =>
            writePuts(tx, cause, puts, afterWrite),
          );
          const result = await run(work.tx);
          await work.tx.flush();
          await writeBookkeeping(work.tx, cause, work.written, work.notes);
          await session.query('commit', []);
          const commit = {
            organisationId,
            seq: book.seq,
            tables: work.tables,
            source: cause.source,
          };
          for (const listener of listeners) listener(commit);
          return result;
        } catch (error) {
          await session.query('rollback', []);
          throw error;
        }
      }),

    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Takes the organisation's lock, as a statement of its own and first: under READ COMMITTED every
 * later statement then sees what the previous holder committed, so the order of locks, commits and
 * places in the feed is one order, without gaps.
 */
async function lockBook(db: ReadDb, organisationId: string): Promise<BookTable> {
  await db.session.query(`select set_config('daybook.writing', 'yes', true)`, []);
  const book = await db.kysely
    .selectFrom('book')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .forUpdate()
    .executeTakeFirst();
  assert(book, 'The organisation has a book before anything is written in it.');
  return book;
}

async function writePuts(
  tx: WriteTx,
  cause: Cause,
  puts: readonly Put[],
  afterWrite: AfterWrite,
): Promise<readonly Written[]> {
  const written = await writeRecords(tx, cause, puts);
  await afterWrite(tx, puts);
  return written;
}

/** Collects what a transaction wants written. */
function createWork(
  db: ReadDb,
  book: BookTable,
  nowMs: number,
  write: (tx: WriteTx, puts: readonly Put[]) => Promise<readonly Written[]>,
) {
  const pending: Put[] = [];
  const written: Written[] = [];
  const tables = new Set<keyof Tables>();
  const notes: AuditChange[] = [];
  book.hlc = tick(book.hlc, nowMs);

  const tx = {
    kysely: db.kysely,
    session: db.session,
    book,
    nowMs,
    put: <K extends RecordKind>(
      kind: K,
      after: RecordShapes[K],
      before: Stored<RecordShapes[K]> | null,
    ) => {
      const again = pending.findIndex((put) => put.kind === kind && put.after.id === after.id);
      const put = { kind, after, before: pending[again]?.before ?? before } as Put;
      if (again >= 0) pending[again] = put;
      else pending.push(put);
      tables.add(kind);
    },
    flush: async () => {
      const puts = pending.splice(0);
      if (puts.length > 0) written.push(...(await write(tx, puts)));
    },
    nextSeq: () => {
      book.seq += 1;
      return book.seq;
    },
    note: (change: AuditChange) => {
      notes.push(change);
    },
    touched: (table: keyof Tables) => {
      tables.add(table);
    },
  } as WriteTx;
  return { tx, tables, written, notes };
}
