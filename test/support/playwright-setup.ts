import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPages } from '../../build/build-pages.ts';

const RUN_FOLDER = 'DAYBOOK_TEST_RUN';

/** What the files of one run share, in whichever worker they are. */
export function runFolder(): string {
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) throw new Error('The setup of the browser tests was not run.');
  return folder;
}

/** Before all browser tests: the pages that their hosts serve are bundled, once for every file. */
export default async (): Promise<() => void> => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-run-'));
  process.env[RUN_FOLDER] = folder;
  await buildPages(fileURLToPath(new URL('../..', import.meta.url)));
  return () => rmSync(folder, { recursive: true, force: true });
};
