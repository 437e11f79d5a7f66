import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './postgres.ts';

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

test('two test databases share a server and nothing else', async () => {
  await using one = await createTestDatabase();
  await using other = await createTestDatabase();
  const inOne = await connect(one.connectionString);
  const inOther = await connect(other.connectionString);
  await inOne.query('CREATE TABLE appointment (id int)');
  const { rows } = await inOther.query(`SELECT to_regclass('appointment') AS found`);
  expect(rows).toEqual([{ found: null }]);
  await inOne.end();
  await inOther.end();
});

test('a test database has the extensions of the book', async () => {
  await using database = await createTestDatabase();
  const client = await connect(database.connectionString);
  const { rows } = await client.query('SELECT extname FROM pg_extension ORDER BY extname');
  expect(rows.map((row) => row.extname)).toEqual(['btree_gist', 'pg_trgm', 'plpgsql']);
  await client.end();
});

test('a closed test database is gone, even with a session open', async () => {
  const database = await createTestDatabase();
  const client = await connect(database.connectionString);
  client.on('error', () => undefined);
  await database.close();
  await expect(connect(database.connectionString)).rejects.toThrow(/does not exist/);
});
