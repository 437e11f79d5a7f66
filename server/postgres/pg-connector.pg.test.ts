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

test('a table that another program changes fails one use of a statement that was kept, and no more', async () => {
  const database = await createTestDatabase();
  const connector = openPgConnector(database.connectionString, 1);
  const ask = (sql: string, parameters: readonly unknown[] = []) =>
    connector.withSession((session) => session.query(sql, parameters));
  const other = openPgConnector(database.connectionString, 1);
  try {
    await ask('create table kept (id int4)');
    await ask('insert into kept values (1), (2), (3)');
    const select = 'select * from kept where id = any ($1::int4[]) order by id';
    for (let n = 0; n < 8; n += 1) {
      expect((await ask(select, [[1, 3]])).rows).toEqual([{ id: 1 }, { id: 3 }]);
    }
    const statements = await ask('select statement from pg_prepared_statements');
    expect(statements.rows).toContainEqual({ statement: select });
    await other.withSession((session) =>
      session.query('alter table kept add column name text', []),
    );
    await expect(ask(select, [[1]])).rejects.toThrow('result type');
    expect((await ask(select, [[1]])).rows).toEqual([{ id: 1, name: null }]);
    // Long lists are planned for what they hold, and the same statement is right either way.
    const many = Array.from({ length: 1000 }, (_, n) => n);
    expect((await ask(select, [many])).rows).toHaveLength(3);
  } finally {
    await connector.close();
    await other.close();
    await database.close();
  }
});
