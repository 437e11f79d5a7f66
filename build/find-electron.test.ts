import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findObstacle, findProgram } from './find-electron.ts';

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

const HOUR_S = 3600;

/**
 * A package of Electron whose `install.js` is this; `look` looks for it as `npm start` does.
 * Programs of `installing` end as they are told to: with the code in their text.
 */
function aPackage(install: string) {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-electron-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const failedMark = join(folder, 'cache', 'not-fetched');
  const note = `require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'asked'))}, 'x');`;
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(folder, 'install.js'), `${note}${install}`);
  const said: string[] = [];
  return {
    folder,
    failedMark,
    said,
    look: () => findProgram({ folder, failedMark }, process.execPath, (line) => said.push(line)),
    timesAsked: () => readFileSync(join(folder, 'asked'), 'utf8').length,
  };
}

const installing = (exitCode: number): string => `
  const fs = require('node:fs'), path = require('node:path');
  fs.mkdirSync(path.join(__dirname, 'dist'));
  fs.writeFileSync(path.join(__dirname, 'dist/electron'), '#!/bin/sh\\nexit ${exitCode}\\n');
  fs.chmodSync(path.join(__dirname, 'dist/electron'), 0o755);
  fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron');
`;

describe.skipIf(process.platform === 'win32')('Electron of npm', () => {
  test('that cannot be fetched is not waited for again on the same day', () => {
    const electron = aPackage('process.exit(1)');
    const none = { kind: 'none', why: 'Electron could not be fetched' };
    expect(electron.look()).toEqual(none);
    expect(electron.look()).toEqual(none);
    expect(electron.timesAsked()).toBe(1);
    expect(electron.said).toEqual(['Fetching Electron, once …']);
    const yesterdayS = Date.now() / 1000 - 25 * HOUR_S;
    utimesSync(electron.failedMark, yesterdayS, yesterdayS);
    expect(electron.look()).toEqual(none);
    expect(electron.timesAsked()).toBe(2);
  });

  test('that is there and does not start is told from one that was not to be had', () => {
    const electron = aPackage(installing(127));
    expect(electron.look()).toEqual({ kind: 'none', why: 'Electron does not start here' });
    expect(electron.look()).toEqual({ kind: 'none', why: 'Electron does not start here' });
    expect(electron.timesAsked()).toBe(1);
  });

  test('that starts is used', () => {
    const electron = aPackage(installing(0));
    const program = join(electron.folder, 'dist', 'electron');
    expect(electron.look()).toEqual({ kind: 'found', program });
  });
});
