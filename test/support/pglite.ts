import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

/** The extensions of the book, loaded and created. */
async function openWithExtensions(dataDir: string): Promise<PGlite> {
  const database = await PGlite.create({ dataDir, extensions: { btree_gist, pg_trgm } });
  await database.exec(
    'CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE EXTENSION IF NOT EXISTS pg_trgm',
  );
  return database;
}

/** An empty Postgres in memory, for tests of the engine's logic. The caller closes it. */
export const openMemoryPglite = (): Promise<PGlite> => openWithExtensions('memory://');

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
  const database = await openWithExtensions(folder);
  const close = async () => {
    if (!database.closed) await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { database, folder, close, [Symbol.asyncDispose]: close };
}
