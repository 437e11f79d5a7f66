import { join, resolve } from 'node:path';

/**
 * Where key files lie: `DAYBOOK_KEY_FOLDER`, or with the settings of this person's programs. Never
 * in the folder of the book, so that a copy of that one opens nothing.
 */
export function keyFolder(surroundings: {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}): string {
  const { platform, env, home } = surroundings;
  if (env.DAYBOOK_KEY_FOLDER) return resolve(env.DAYBOOK_KEY_FOLDER);
  if (platform === 'win32')
    return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Daybook', 'keys');
  if (platform === 'darwin') return join(home, 'Library', 'Preferences', 'Daybook', 'keys');
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'Daybook', 'keys');
}
