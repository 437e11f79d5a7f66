import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { MIGRATIONS } from '../../../shared/engine/store/migrations/migrations.ts';
import { makeTemplate } from './make-template.ts';

const require = createRequire(import.meta.url);

/** The packaged template if there is one; from a checkout one in the cache, made when missing. */
export async function findTemplate(packaged: string | undefined): Promise<string> {
  if (packaged && fs.existsSync(packaged)) return packaged;
  // The package exports no package.json; its entry stands in `dist` beside it.
  const pglite = dirname(dirname(require.resolve('@electric-sql/pglite')));
  const { version } = JSON.parse(fs.readFileSync(join(pglite, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const cache = join(dirname(dirname(pglite)), '.cache', 'daybook');
  const folder = join(cache, `branch-template-${version}-${recipeHash()}`);
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(dirname(folder), { recursive: true });
    const own = `${folder}.of-${process.pid}`;
    await makeTemplate(own);
    takePlace(own, folder);
  }
  return folder;
}

/** Whoever is first: another program may be copying the one that is there already. */
function takePlace(own: string, folder: string): void {
  try {
    fs.renameSync(own, folder);
  } catch (error) {
    if (!fs.existsSync(folder)) throw error;
    fs.rmSync(own, { recursive: true, force: true });
  }
}

/** What goes into a template: the schema, and how it is made. */
const recipeHash = (): string =>
  createHash('sha256')
    .update(JSON.stringify([MIGRATIONS, String(makeTemplate)]))
    .digest('hex')
    .slice(0, 12);
