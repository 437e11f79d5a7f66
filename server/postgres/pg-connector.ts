import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Connector, Session } from '../../shared/engine/store/session.ts';
import { plainArrayText } from './plain-array-text.ts';
import { createStatementNames } from './statement-names.ts';

export interface PgConnector extends Connector {
  readonly connectionString: string;
  readonly close: () => Promise<void>;
}

const INT8 = 20;
const INT8_ARRAY = 1016;

/** Sessions of a pool; each is one connection for as long as its caller needs it. */
export function openPgConnector(connectionString: string, connectionsMax = 10): PgConnector {
  const pool = new pg.Pool({
    ...{ connectionString, max: connectionsMax, types: numbersForInt8() },
    // A report takes a tenth of the time that PostgreSQL takes to make machine code for it.
    onConnect: async (client) => {
      await client.query('set jit = off');
    },
  });
  pool.on('error', () => {
    // An idle connection that breaks is replaced by the pool; the next query tells if it cannot.
  });
  const sessions = new WeakMap<pg.PoolClient, Session>();

  const sessionOf = (client: pg.PoolClient): Session => {
    const session = sessions.get(client) ?? createSession(client);
    sessions.set(client, session);
    return session;
  };

  return {
    withSession: async (use) => {
      const client = await pool.connect();
      try {
        const result = await use(sessionOf(client));
        client.release();
        return result;
      } catch (error) {
        client.release(isBroken(error) || isOutdated(error));
        throw error;
      }
    },
    connectionString,
    close: () => pool.end(),
  };
}

/** Counters and milliseconds stay far below 2^53, so int8 is a plain number here. */
function numbersForInt8(): pg.CustomTypesConfig {
  return {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
      if (oid === INT8) return Number;
      if (oid === INT8_ARRAY) {
        const parse = pg.types.getTypeParser(
          INT8_ARRAY as unknown as Parameters<typeof pg.types.getTypeParser>[0],
          'text',
        ) as (text: string) => string[];
        return (text: string) => parse(text).map(Number);
      }
      return pg.types.getTypeParser(oid, format as 'text');
    }) as pg.CustomTypesConfig['getTypeParser'],
  };
}

/** Errors without an SQL state come from the connection itself. */
const isBroken = (error: unknown): boolean =>
  !(error instanceof Error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code)));

/** A table has become another one since the connection read a statement: the next one reads it anew. */
const isOutdated = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === FEATURE_NOT_SUPPORTED;
const FEATURE_NOT_SUPPORTED = '0A000';

const toParameter = (value: unknown): unknown =>
  Array.isArray(value) ? (plainArrayText(value) ?? value) : value;

function createSession(client: pg.PoolClient): Session {
  // One that breaks between two queries is told by the next; unheard it would end the process.
  client.on('error', () => undefined);
  const names = createStatementNames();
  // pg will no longer queue the queries of a connection by itself.
  let last: Promise<unknown> = Promise.resolve();
  return {
    query: (sql, parameters) => {
      const run = last.then(async () => {
        const name = names.nameOf(sql, parameters);
        const values = parameters.map(toParameter);
        const result = await client.query({ text: sql, values, ...(name ? { name } : {}) });
        return { rows: result.rows, affected: result.rowCount ?? 0 };
      });
      last = run.catch(() => undefined);
      return run;
    },
    script: async (sql) => {
      await client.query(sql);
    },
    copyIn: (target, bytes) =>
      pipeline(Readable.from([bytes]), client.query(copyFrom(`copy ${target} from stdin`))),
    copyOut: async (target) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of client.query(copyTo(`copy ${target} to stdout`)))
        chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  };
}
