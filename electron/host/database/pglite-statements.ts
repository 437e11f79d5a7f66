import { type PGlite, protocol } from '@electric-sql/pglite';
import type { Answer } from '../../../shared/engine/store/session.ts';
import { bindStatement, readAnswers, readStatement, type Statement } from './pglite-wire.ts';

interface Asked {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface Bound {
  readonly asked: Asked;
  readonly statement: Statement;
  readonly messages: readonly Uint8Array[];
}

export interface Statements {
  readonly query: (sql: string, parameters: readonly unknown[]) => Promise<Answer>;
  /** Tables have become other ones in size: plans are made anew when next needed. */
  readonly planAnew: () => Promise<void>;
  /** Tables may have other columns: statements are read anew when next needed. */
  readonly forget: () => Promise<void>;
}

const { serialize } = protocol;

/** A clinic's day asks about a hundred different questions. */
const STATEMENTS_MAX = 128;

/** A plan suits tables of the size they had when it was made, and a book grows all day. */
const PLANS_LAST_QUERIES = 2000;

/**
 * Runs statements on PGlite, each read and planned once and then kept: reading, planning and
 * PGlite's six calls for one query cost several times what most queries of a book do. Those asked
 * in one breath go over in one call, in their order, and each succeeds or fails by itself.
 */
export function createStatements(pglite: PGlite): Statements {
  // In the order of their last use: the first is the one to let go.
  const kept = new Map<string, Statement>();
  const waiting: Asked[] = [];
  let prepared = 0;
  let queriesSincePlanned = 0;

  const send = (messages: readonly Uint8Array[]) =>
    // What has to reach the disk, PostgreSQL sees to; PGlite's own syncing is for browsers.
    pglite.execProtocolStream(joined(messages), { syncToFs: false, throwOnError: false });

  const planAnew = async (): Promise<void> => {
    queriesSincePlanned = 0;
    await send([serialize.query('discard plans')]);
  };

  const forget = async (): Promise<void> => {
    kept.clear();
    await send([serialize.query('deallocate all')]);
  };

  const prepare = async (sql: string): Promise<Statement> => {
    // Another connector may have had this PGlite before.
    if (prepared === 0) await forget();
    prepared += 1;
    const name = `daybook_${prepared}`;
    const [oldest] = kept.size < STATEMENTS_MAX ? [] : kept;
    if (oldest) kept.delete(oldest[0]);
    const messages = await send([
      ...(oldest ? [serialize.close({ type: 'S', name: oldest[1].name })] : []),
      serialize.parse({ name, text: sql }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ]);
    return readStatement(name, messages);
  };

  const bind = async (asked: Asked): Promise<Bound> => {
    const { sql, parameters } = asked;
    const statement = kept.get(sql) ?? (await prepare(sql));
    kept.delete(sql);
    kept.set(sql, statement);
    return { asked, statement, messages: bindStatement(statement, parameters, pglite.serializers) };
  };

  const run = async (bound: readonly Bound[]): Promise<void> => {
    if (bound.length === 0) return;
    try {
      const messages = await send(bound.flatMap((one) => one.messages));
      const statements = bound.map(({ statement }) => statement);
      const answers = readAnswers(statements, messages, pglite.parsers);
      for (const [i, { asked }] of bound.entries()) {
        const answer = answers[i] ?? new Error('PGlite gave no answer to a query.');
        if (answer instanceof Error) asked.reject(answer);
        else asked.resolve(answer);
      }
    } catch (error) {
      for (const { asked } of bound) asked.reject(error);
    }
  };

  const runWaiting = async (): Promise<void> => {
    const taken = waiting.splice(0);
    queriesSincePlanned += taken.length;
    if (queriesSincePlanned > PLANS_LAST_QUERIES) await planAnew();
    const bound: Bound[] = [];
    for (const asked of taken) {
      // A new statement may name what one before it creates.
      if (!kept.has(asked.sql)) await run(bound.splice(0));
      await bind(asked).then((next) => bound.push(next), asked.reject);
    }
    await run(bound);
  };

  return {
    query: (sql, parameters) =>
      new Promise((resolve, reject) => {
        waiting.push({ sql, parameters, resolve, reject });
        if (waiting.length === 1) queueMicrotask(() => void runWaiting());
      }),
    planAnew,
    forget,
  };
}

function joined(messages: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(messages.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const message of messages) {
    whole.set(message, at);
    at += message.length;
  }
  return whole;
}
