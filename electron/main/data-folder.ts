import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What of the surroundings decides where the book lies. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * The folder of the book: `--data-folder` if given, else `Daybook` where the operating system keeps
 * the data of programs. The same under Electron and under plain Node, so that both open one book.
 */
export function dataFolder(args: readonly string[], surroundings: Surroundings): string {
  const { values } = parseArgs({
    args: [...args],
    options: { 'data-folder': { type: 'string' } },
    // Electron and Chromium add arguments of their own.
    strict: false,
  });
  const chosen = values['data-folder'];
  if (typeof chosen === 'string' && chosen !== '') return resolve(chosen);
  return join(programData(surroundings), 'Daybook');
}

/** Creates it for this person's eyes only; what PGlite writes into it is open to everyone else. */
export function makeDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Not the roaming folder of Windows: a running database must not be copied between machines. */
function programData({ platform, env, home }: Surroundings): string {
  if (platform === 'win32') return env.LOCALAPPDATA ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  // An empty variable counts as unset (XDG Base Directory Specification).
  return env.XDG_DATA_HOME || join(home, '.local', 'share');
}
