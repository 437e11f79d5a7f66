import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { findSecrets } from './find-secrets.ts';

// Looks through every file of the repository for keys and passwords that work somewhere. Part of
// `npm run check`; outside a repository, as in an archive of the source, there is nothing to look at.

const BYTES_MAX = 2_000_000;
/** Hashes of other people's packages. */
const SKIPPED = /(?:^|\/)package-lock\.json$|\.(?:png|ico|icns|woff2?|zst|gz)$/;

function listFiles(): readonly string[] | null {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
      encoding: 'utf8',
      maxBuffer: 50_000_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return listed.split('\0').filter((path) => path !== '' && !SKIPPED.test(path));
  } catch {
    return null;
  }
}

function textOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() && found.size <= BYTES_MAX ? readFileSync(path, 'utf8') : '';
}

const files = listFiles();
const found = (files ?? []).flatMap((path) =>
  findSecrets(textOf(path)).map(({ line, what }) => `${path}:${line} looks like ${what}.`),
);
if (files === null) process.stdout.write('This is no git repository: no file was searched.\n');
for (const line of found) process.stderr.write(`${line}\n`);
process.exitCode = found.length > 0 ? 1 : 0;
