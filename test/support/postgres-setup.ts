import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../server/postgres/embedded-postgres.ts';
import { TEMPLATE_DATABASE } from './postgres.ts';

/**
 * One PostgreSQL for all test files of a run, started only when a `*.pg.test.ts` is among them.
 * Its template database has the extensions of the book, so a fresh copy is ready at once.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-test-postgres-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres(folder, { durable: false });
    await createTemplate(server);
    project.provide('postgresAddress', server.connectionString);
    return async () => {
      await server.stop();
      removeFolder();
    };
  } catch (error) {
    removeFolder();
    throw error;
  }
}

async function createTemplate(server: EmbeddedPostgres): Promise<void> {
  await run(server.connectionString, `CREATE DATABASE ${TEMPLATE_DATABASE}`);
  const template = new URL(server.connectionString);
  template.pathname = TEMPLATE_DATABASE;
  await run(template.href, 'CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm');
}

async function run(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql);
  await client.end();
}
