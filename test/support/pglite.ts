import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

/** Where the templates of a test run lie (see pglite-setup.ts); a program of its own has none. */
export const TEMPLATES = 'DAYBOOK_TEST_TEMPLATES';

/** With the extensions of the book, from nothing. */
export async function openColdPglite(dataDir = 'memory://'): Promise<PGlite> {
  const database = await PGlite.create({ dataDir, extensions: { btree_gist, pg_trgm } });
  await database.exec(
    'CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE EXTENSION IF NOT EXISTS pg_trgm',
  );
  return database;
}

async function openFromTemplate(name: 'empty' | 'book', dataDir = 'memory://'): Promise<PGlite> {
  const folder = process.env[TEMPLATES];
  if (!folder) return openColdPglite(dataDir);
  const loadDataDir = await openAsBlob(join(folder, `${name}.tar`));
  return PGlite.create({ dataDir, loadDataDir, extensions: { btree_gist, pg_trgm } });
}

/** An empty Postgres in memory, for tests of the engine's logic. The caller closes it. */
export const openMemoryPglite = (): Promise<PGlite> => openFromTemplate('empty');

/** The same with the tables of the book, if there is a template that has them. */
export const openBookPglite = (): Promise<PGlite> => openFromTemplate('book');

export interface TempPglite extends AsyncDisposable {
  readonly database: PGlite;
  readonly folder: string;
  /** Closes the database and removes its folder. */
  readonly close: () => Promise<void>;
}

/**
 * An empty Postgres in a folder of its own, as PGlite keeps it out of the box: without fsync. What
 * the host does about that is tested on the host's own opener.
 */
export async function openTempPglite(): Promise<TempPglite> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-test-pglite-'));
  const database = await openFromTemplate('empty', folder);
  const close = async () => {
    if (!database.closed) await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { database, folder, close, [Symbol.asyncDispose]: close };
}
