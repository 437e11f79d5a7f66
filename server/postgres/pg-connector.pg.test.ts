import { expect, test, vi } from 'vitest';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { openPgConnector } from './pg-connector.ts';

test('a connection that breaks between two queries fails the second and is replaced', async () => {
  const database = await createTestDatabase();
  const connector = openPgConnector(database.connectionString, 2);
  try {
    const broken = connector.withSession(async (session) => {
      const { rows } = await session.query('select pg_backend_pid() as pid', []);
      const pid = (rows[0] as { readonly pid: number } | undefined)?.pid;
      await connector.withSession(async (other) => {
        await other.query('select pg_terminate_backend($1)', [pid]);
        await vi.waitFor(async () => {
          const left = await other.query('select 1 from pg_stat_activity where pid = $1', [pid]);
          expect(left.rows).toEqual([]);
        });
      });
      await session.query('select 1', []);
    });
    await expect(broken).rejects.toThrow();
    const next = await connector.withSession((session) => session.query('select 2 as two', []));
    expect(next.rows).toEqual([{ two: 2 }]);
  } finally {
    await connector.close();
    await database.close();
  }
});
