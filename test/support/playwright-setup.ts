import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPages } from '../../build/build-pages.ts';
import { bundlePrograms } from './bundle-programs.ts';

const RUN_FOLDER = 'DAYBOOK_TEST_RUN';

/** What the files of one run share, in whichever worker they are. */
export function runFolder(): string {
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) throw new Error('The setup of the browser tests was not run.');
  return folder;
}

/** Before all browser tests: their hosts, and the pages these serve, are bundled once for all files. */
export default async (): Promise<() => void> => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-run-'));
  process.env[RUN_FOLDER] = folder;
  await buildPages(fileURLToPath(new URL('../..', import.meta.url)));
  await bundlePrograms();
  return () => rmSync(folder, { recursive: true, force: true });
};
