import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Electron's program, or why there is none, as the rest of a sentence. */
export type FoundElectron =
  | { readonly kind: 'found'; readonly program: string }
  | { readonly kind: 'none'; readonly why: string };

/** Long enough for 110 MB on a good line; without one, nobody should wait longer. */
const FETCH_MAX_MS = 60_000;
const VERSION_MAX_MS = 15_000;
const TRY_AGAIN_AFTER_MS = 24 * 3_600_000;

/** Where Electron is looked for. */
export interface ElectronPlace {
  /** The folder of its package, with its `install.js`. */
  readonly folder: string;
  /** A file that is there since it was last asked for in vain. */
  readonly failedMark: string;
}

const NODE_MODULES: ElectronPlace = {
  folder: fileURLToPath(new URL('../node_modules/electron', import.meta.url)),
  failedMark: fileURLToPath(
    new URL('../node_modules/.cache/daybook/electron-not-fetched', import.meta.url),
  ),
};

/** Looks for Electron where it could show a window. `say` tells the person what takes so long. */
export function findElectron(node: string, say: (line: string) => void): FoundElectron {
  const obstacle = findObstacle(process.env, process.platform, process.getuid?.());
  if (obstacle !== undefined) return { kind: 'none', why: obstacle };
  return findProgram(NODE_MODULES, node, say);
}

/** Has Electron fetched if it is missing and was not asked for in vain today, and tries it. */
export function findProgram(
  place: ElectronPlace,
  node: string,
  say: (line: string) => void,
): FoundElectron {
  if (!installedProgram(place) && !wasRefusedToday(place)) {
    say('Fetching Electron, once …');
    fetchElectron(place, node);
  }
  const program = installedProgram(place);
  if (!program) return { kind: 'none', why: 'Electron could not be fetched' };
  // A machine without a desktop often lacks a library that it needs.
  const version = spawnSync(program, ['--version'], { timeout: VERSION_MAX_MS });
  if (version.status !== 0) return { kind: 'none', why: 'Electron does not start here' };
  return { kind: 'found', program };
}

/** What keeps Electron from showing a window, whether or not it is there. */
export function findObstacle(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  userId: number | undefined,
): string | undefined {
  if (env.DAYBOOK_ELECTRON === '0') return 'DAYBOOK_ELECTRON is 0';
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  // It would have to run without its sandbox.
  return userId === 0 ? 'Electron does not run as root' : undefined;
}

function installedProgram({ folder }: ElectronPlace): string | undefined {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(program) ? program : undefined;
}

function wasRefusedToday({ failedMark }: ElectronPlace): boolean {
  const mark = statSync(failedMark, { throwIfNoEntry: false });
  return mark !== undefined && Date.now() - mark.mtimeMs < TRY_AGAIN_AFTER_MS;
}

function fetchElectron({ folder, failedMark }: ElectronPlace, node: string): void {
  const fetched = spawnSync(node, [join(folder, 'install.js')], {
    timeout: FETCH_MAX_MS,
    stdio: 'ignore',
  });
  if (fetched.status === 0) return;
  mkdirSync(dirname(failedMark), { recursive: true });
  writeFileSync(failedMark, '');
}
