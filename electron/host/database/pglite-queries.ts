import type { PGlite } from '@electric-sql/pglite';
import type { Answer } from '../../../shared/engine/store/session.ts';
import { createStatements } from './pglite-statements.ts';
import { bindStatement, readAnswers, type Statement } from './pglite-wire.ts';

interface Asked {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface Bound {
  readonly asked: Asked;
  readonly statement: Statement;
  readonly bytes: Uint8Array;
}

export interface Queries {
  readonly query: (sql: string, parameters: readonly unknown[]) => Promise<Answer>;
  /** Tables have become other ones in size: plans are made anew when next needed. */
  readonly planAnew: () => Promise<void>;
  /** Tables may have other columns: statements are read anew when next needed. */
  readonly forget: () => Promise<void>;
}

/** A plan suits tables of the size they had when it was made, and a book grows all day. */
const PLANS_LAST_QUERIES = 2000;
/** As few rows as this change no plan; many at once do, of whichever query. */
const PLANS_LAST_ROWS = 300;

/**
 * Runs queries on PGlite, each read and planned once: reading, planning and PGlite's six calls for
 * one query cost several times what most queries of a book do. Those asked in one breath go over
 * in one call, in their order, and each succeeds or fails by itself.
 */
export function createQueries(pglite: PGlite): Queries {
  const waiting: Asked[] = [];
  let isRunning = false;
  let sincePlanned = 0;
  // Rows that were written since plans were made, and since the book was opened.
  let [rowsSincePlanned, rowsWritten] = [0, 0];

  const statements = createStatements(pglite);

  const planAnew = async (): Promise<void> => {
    [sincePlanned, rowsSincePlanned] = [0, 0];
    // A transaction that failed lets nothing be discarded, and nothing is planned in it.
    await pglite.exec('discard plans').catch(() => undefined);
  };

  const bind = async (asked: Asked): Promise<Bound> => {
    const statement = await statements.take(asked.sql);
    const bytes = bindStatement(statement, asked.parameters, pglite.serializers);
    return { asked, statement, bytes };
  };

  const count = (rows: number): void => {
    rowsSincePlanned += Math.max(0, rows);
    rowsWritten += Math.max(0, rows);
  };
  /** A table that has doubled is another one to a plan; one that grew by a little is not. */
  const isOutgrown = (): boolean =>
    rowsSincePlanned > PLANS_LAST_ROWS && rowsSincePlanned * 2 > rowsWritten;

  const run = async (bound: readonly Bound[]): Promise<void> => {
    if (bound.length === 0) return;
    try {
      const bytes = await callOver(pglite, Buffer.concat(bound.map((one) => one.bytes)));
      const statements = bound.map(({ statement }) => statement);
      const answers = readAnswers(statements, bytes, pglite.parsers);
      for (const [i, { asked }] of bound.entries()) {
        const answer = answers[i] ?? new Error('PGlite gave no answer to a query.');
        if (answer instanceof Error) asked.reject(answer);
        else asked.resolve(answer);
        // Rows that are only read come with their fields.
        if (!(answer instanceof Error)) count(answer.affected - answer.rows.length);
      }
    } catch (error) {
      for (const { asked } of bound) asked.reject(error);
    }
  };

  const runBreath = async (): Promise<void> => {
    const breath = waiting.splice(0);
    sincePlanned += breath.length;
    if (sincePlanned > PLANS_LAST_QUERIES || isOutgrown()) await planAnew();
    const bound: Bound[] = [];
    for (const asked of breath) {
      // A new statement may name what one before it creates.
      if (!statements.has(asked.sql)) await run(bound.splice(0));
      await bind(asked).then((one) => bound.push(one), asked.reject);
    }
    await run(bound);
  };

  const runWaiting = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    while (waiting.length > 0) await runBreath();
    isRunning = false;
  };

  return {
    query: (sql, parameters) =>
      new Promise((resolve, reject) => {
        waiting.push({ sql, parameters, resolve, reject });
        queueMicrotask(() => void runWaiting());
      }),
    planAnew,
    forget: statements.forget,
  };
}

async function callOver(pglite: PGlite, bytes: Uint8Array): Promise<Buffer> {
  const answered: Buffer[] = [];
  await pglite.execProtocolRawStream(bytes, {
    // What has to reach the disk, PostgreSQL sees to; PGlite's own syncing is for browsers.
    syncToFs: false,
    // They lie in PGlite's memory, which it goes on using.
    onRawData: (part) => answered.push(Buffer.from(part)),
  });
  return Buffer.concat(answered);
}
