import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPgliteConnector } from '../../electron/host/database/pglite-connector.ts';
import { migrate } from '../../shared/engine/store/migrate.ts';
import { openColdPglite, TEMPLATES } from './pglite.ts';

/**
 * Makes what the PGlites of a run are opened from, once: an empty Postgres, and one with the
 * tables of the book. Creating a cluster takes several times as long as loading one.
 */
export async function setup(): Promise<() => void> {
  // Two projects ask for them.
  if (process.env[TEMPLATES]) return () => undefined;
  const folder = mkdtempSync(join(tmpdir(), 'daybook-test-templates-'));
  process.env[TEMPLATES] = folder;
  const pglite = await openColdPglite();
  // Half of the files, and no test creates a second database.
  await pglite.exec('update pg_database set datistemplate = false');
  for (const name of ['template0', 'template1']) await pglite.exec(`drop database ${name}`);
  const keep = async (name: string): Promise<void> => {
    await pglite.exec('checkpoint');
    const dump = await pglite.dumpDataDir('none');
    writeFileSync(join(folder, `${name}.tar`), new Uint8Array(await dump.arrayBuffer()));
  };
  await keep('empty');
  const migrated = await migrate(createPgliteConnector(pglite));
  if (!migrated.ok) throw new Error('A fresh store is never newer than the program.');
  await keep('book');
  await pglite.close();
  return () => {
    delete process.env[TEMPLATES];
    rmSync(folder, { recursive: true, force: true });
  };
}
