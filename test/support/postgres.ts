import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's shared PostgreSQL listens (see postgres-setup.ts). */
    postgresAddress: string;
  }
}

/** The database that every test database is copied from. */
export const TEMPLATE_DATABASE = 'daybook_template';

export interface TestDatabase extends AsyncDisposable {
  readonly connectionString: string;
  /** Ends its sessions and drops it. */
  readonly close: () => Promise<void>;
}

/**
 * A fresh, empty database with the extensions of the book, on the run's shared PostgreSQL. For
 * `*.pg.test.ts` files: only for them is the server started.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const shared = inject('postgresAddress');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runOnce(shared, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  const address = new URL(shared);
  address.pathname = name;
  const close = () => runOnce(shared, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { connectionString: address.href, close, [Symbol.asyncDispose]: close };
}

async function runOnce(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
