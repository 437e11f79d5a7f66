import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startNode } from '../../test/support/process.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

let folder = '';
beforeEach(() => {
  // A private parent, as /root or a home folder is: nobody else may look inside.
  folder = join(mkdtempSync(join(tmpdir(), 'daybook-embedded-')), 'central');
  chmodSync(join(folder, '..'), 0o700);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const setting = async (connectionString: string, name: string): Promise<unknown> =>
  (await query(connectionString, `SELECT current_setting('${name}') AS value`))[0]?.value;

test('starts on an empty folder, and finds everything again at the next start', async () => {
  const first = await startEmbeddedPostgres(folder);
  await query(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();

  const second = await startEmbeddedPostgres(folder);
  expect(await query(second.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await second.stop();
  expect(readdirSync(folder)).toEqual(['cluster']);
});

test('is PostgreSQL 18, safe by default, on the loopback interface, behind a password', async () => {
  const server = await startEmbeddedPostgres(folder);
  const ask = (name: string) => setting(server.connectionString, name);
  expect(await ask('server_version')).toMatch(/^18\./);
  expect(await ask('fsync')).toBe('on');
  expect(await ask('synchronous_commit')).toBe('on');
  expect(await ask('listen_addresses')).toBe('127.0.0.1');
  const wrong = new URL(server.connectionString);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  await server.stop();
});

test('sorts and folds case as PGlite does', async () => {
  const server = await startEmbeddedPostgres(folder, { durable: false });
  const rows = await query(
    server.connectionString,
    `SELECT lower('ÄÖ') AS folded, array_agg(n ORDER BY n) AS sorted
     FROM unnest(ARRAY['a', 'B', 'ä', 'z']) AS n`,
  );
  expect(rows).toEqual([{ folded: 'äö', sorted: ['B', 'a', 'z', 'ä'] }]);
  await server.stop();
});

test('a second server on the same folder is refused in words, and the first goes on', async () => {
  const first = await startEmbeddedPostgres(folder, { durable: false });
  await expect(startEmbeddedPostgres(folder, { durable: false, patienceMs: 0 })).rejects.toThrow(
    /another server uses its data folder/,
  );
  expect(await query(first.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await first.stop();
});

test('a taken port is refused in words', async () => {
  const squatter = await listen();
  const address = squatter.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(startEmbeddedPostgres(folder, { durable: false, port })).rejects.toThrow(
    /its port is taken/,
  );
  squatter.close();
});

test('a damaged folder is reported with what the server said', async () => {
  const server = await startEmbeddedPostgres(folder, { durable: false });
  await server.stop();
  writeFileSync(join(folder, 'cluster', 'data', 'global', 'pg_control'), 'scratched');
  await expect(startEmbeddedPostgres(folder, { durable: false })).rejects.toThrow(
    /could not start[\s\S]*pg_control/,
  );
});

test('a folder of another major version is left alone', async () => {
  const server = await startEmbeddedPostgres(folder, { durable: false });
  await server.stop();
  writeFileSync(join(folder, 'cluster', 'data', 'PG_VERSION'), '17\n');
  await expect(startEmbeddedPostgres(folder)).rejects.toThrow(/made by PostgreSQL 17/);
});

test('two first starts at once make one cluster', async () => {
  const starts = await Promise.allSettled([
    startEmbeddedPostgres(folder, { durable: false, patienceMs: 0 }),
    startEmbeddedPostgres(folder, { durable: false, patienceMs: 0 }),
  ]);
  const started = starts.filter((start) => start.status === 'fulfilled');
  expect(started).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(['cluster']);
  for (const { value } of started) await value.stop();
});

test('the server ends with a killed program, and the committed row is there at the next start', async () => {
  const script = join(folder, '..', 'program.ts');
  const module = new URL('./embedded-postgres.ts', import.meta.url).href;
  writeFileSync(
    script,
    `import { startEmbeddedPostgres } from '${module}';
     const { connectionString } = await startEmbeddedPostgres(${JSON.stringify(folder)});
     process.stdout.write(JSON.stringify({ connectionString }) + '\\n');`,
  );
  await using program = startNode(script);
  const { connectionString } = await program.nextMessage();
  await query(String(connectionString), 'CREATE TABLE kept AS SELECT 42 AS answer');
  expect(await program.kill('SIGKILL')).toBe('SIGKILL');

  const next = await startEmbeddedPostgres(folder);
  expect(await query(next.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await next.stop();
  expect(existsSync(join(folder, 'cluster', 'data', 'postmaster.pid'))).toBe(false);
});

async function listen(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
