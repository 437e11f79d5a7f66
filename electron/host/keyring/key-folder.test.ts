import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from '../../main/data-folder.ts';
import { keyFolder } from './key-folder.ts';

const PLATFORMS: readonly (readonly [NodeJS.Platform, string])[] = [
  ['linux', '/home/ruma/.config/Daybook/keys'],
  ['darwin', '/home/ruma/Library/Preferences/Daybook/keys'],
  ['win32', '/home/ruma/AppData/Roaming/Daybook/keys'],
];

test.each(PLATFORMS)(
  'on %s key files lie with the settings, never with the book [DU8]',
  (platform, folder) => {
    const here = { platform, env: {}, home: '/home/ruma' };
    expect(keyFolder(here)).toBe(folder);
    expect(keyFolder(here).startsWith(dataFolder([], here))).toBe(false);
  },
);

test('another place may be named', () => {
  const env = { DAYBOOK_KEY_FOLDER: 'stick', XDG_CONFIG_HOME: '/settings' };
  const here = { platform: 'linux' as const, env, home: '/home/ruma' };
  expect(keyFolder(here)).toBe(resolve('stick'));
  expect(keyFolder({ ...here, env: { XDG_CONFIG_HOME: '/settings' } })).toBe(
    '/settings/Daybook/keys',
  );
});
