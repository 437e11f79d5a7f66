import type { Connector } from './session.ts';

/**
 * Takes everything out of a replica's database, its own book too, at once: nothing is asked of the
 * rows, however many they are. What is left is a database that no organisation was set up in.
 */
export function emptyBook(connector: Connector): Promise<void> {
  return connector.withSession(async (session) => {
    const { rows } = await session.query(
      `select string_agg(format('%I', tablename), ', ') as tables from pg_tables
       where schemaname = 'public' and tablename <> 'schema_version'`,
      [],
    );
    const [{ tables }] = rows as [{ readonly tables: string }];
    await session.query(`truncate ${tables}`, []);
    // The files that held the rows are removed by it.
    await session.query('checkpoint', []);
  });
}
