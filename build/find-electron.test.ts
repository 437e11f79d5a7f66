import { expect, test } from 'vitest';
import { findObstacle } from './find-electron.ts';

const SOMEBODY = 1000;
const ROOT = 0;

test.each([
  ['a desktop on Linux', { DISPLAY: ':0' }, 'linux', SOMEBODY, undefined],
  ['one on Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', SOMEBODY, undefined],
  ['a Mac', {}, 'darwin', SOMEBODY, undefined],
  ['Windows', {}, 'win32', undefined, undefined],
  ['a server', {}, 'linux', SOMEBODY, 'there is no display'],
  ['an empty display', { DISPLAY: '' }, 'linux', SOMEBODY, 'there is no display'],
  ['root', { DISPLAY: ':0' }, 'linux', ROOT, 'Electron does not run as root'],
  ['who says no', { DISPLAY: ':0', DAYBOOK_ELECTRON: '0' }, 'linux', 1, 'DAYBOOK_ELECTRON is 0'],
] as const)('%s', (_, env, platform, userId, obstacle) => {
  expect(findObstacle(env, platform, userId)).toBe(obstacle);
});
