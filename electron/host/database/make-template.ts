import fs from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { migrate } from '../../../shared/engine/store/migrate.ts';
import { EXTENSIONS } from './extensions.ts';
import { createPgliteConnector } from './pglite-connector.ts';

/**
 * Creates the folder that first starts are copied from: an empty book with this program's schema.
 * Made when the program is packaged; from a checkout, once into the cache.
 */
export async function makeTemplate(folder: string): Promise<void> {
  const fresh = `${folder}.making-${process.pid}`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { recursive: true });
  const pglite = await PGlite.create({ dataDir: fresh, extensions: EXTENSIONS });
  await migrate(createPgliteConnector(pglite));
  const lastTouches = [
    'create extension if not exists amcheck',
    // Half of the files, and nobody creates a second database in a book.
    'update pg_database set datistemplate = false',
    'drop database template0',
    'drop database template1',
    'vacuum analyze',
    'checkpoint',
  ];
  for (const statement of lastTouches) await pglite.exec(statement);
  await pglite.close();
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(fresh, folder);
}
