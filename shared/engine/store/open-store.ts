import { CamelCasePlugin, Kysely } from 'kysely';
import type { Clock } from '../../core/clock.ts';
import { begin } from './begin.ts';
import { type AfterWrite, createWork } from './create-work.ts';
import type { Cause, ReadDb, WriteTx } from './handles.ts';
import { createPace, NO_PACE, type Waiting } from './pace.ts';
import { createParts, keepOff, type Parts, type UnderWay } from './parts.ts';
import type { Connector, Session } from './session.ts';
import { createSessionDialect } from './session-dialect.ts';
import type { Tables } from './tables.ts';
import type { TouchedRows } from './touched-rows.ts';

/** What a finished transaction changed, for those who watch. */
export interface Commit {
  readonly organisationId: string;
  readonly seq: number;
  readonly tables: TouchedRows;
  /** `sync`: what came from central, which need not be sent there. */
  readonly source: Cause['source'];
}

export interface Store {
  readonly read: <T>(run: (db: ReadDb) => Promise<T>) => Promise<T>;
  /** Reads as everything was at one moment, whatever is written meanwhile. */
  readonly readMoment: <T>(run: (db: ReadDb) => Promise<T>) => Promise<T>;
  /**
   * One transaction under the organisation's lock. Whatever `run` put is stamped, written, audited
   * and given its place in the feed before it commits; if `run` throws, nothing happened.
   */
  readonly write: <T>(
    organisationId: string,
    cause: Cause,
    run: (tx: WriteTx) => Promise<T>,
    how?: {
      /** Whoever waits for it, if it is large. */
      readonly waiting?: Waiting | undefined;
      /**
       * It writes little, and nothing that a large write asks about but the time of doctors: it may
       * come between the parts of one. `run` is called again if it may not after all.
       */
      readonly isLittle?: boolean;
    },
  ) => Promise<T>;
  /** Calls `listener` after each commit. Returns how to stop. */
  readonly onCommit: (listener: (commit: Commit) => void) => () => void;
}

export function openStore(connector: Connector, clock: Clock, afterWrite: AfterWrite): Store {
  const listeners = new Set<(commit: Commit) => void>();
  const handles = new WeakMap<Session, ReadDb>();
  const underWay: UnderWay = { apart: null };

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

  const { withReading = connector.withSession, withLittle = connector.withSession } = connector;
  return {
    read: (run) => withReading((session) => run(readDb(session))),

    readMoment: (run) =>
      withReading(async (session) => {
        await session.query('begin isolation level repeatable read, read only', []);
        try {
          return await run(readDb(session));
        } finally {
          await session.query('commit', []);
        }
      }),

    write: (organisationId, cause, run, { waiting, isLittle = false } = {}) =>
      (isLittle ? withLittle : connector.withSession)(async (session) => {
        let parts: Parts | null = null;
        const { apart } = underWay;
        try {
          const start = await begin(session, organisationId, cause);
          if (apart) keepOff(apart, start.book);
          const pace = waiting ? createPace(waiting) : NO_PACE;
          parts = createParts(session, connector.aside, { book: start.book, cause }, underWay);
          const moment = { cause, nowMs: clock.nowMs(), pace, parts, apart };
          const work = createWork(readDb(session), start, moment, afterWrite);
          const result = await run(work.tx);
          await work.commit();
          await parts.commit();
          const { seq } = start.book;
          const commit = { organisationId, seq, tables: work.tables, source: cause.source };
          for (const listener of listeners) listener(commit);
          return result;
        } catch (error) {
          await session.query('rollback', []);
          await parts?.rollBack();
          throw error;
        } finally {
          underWay.apart = apart;
        }
      }),

    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
