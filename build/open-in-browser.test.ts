import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openInBrowser } from './open-in-browser.ts';

const ADDRESS = 'http://127.0.0.1:4711/#code=abc';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-opener-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program of this name on the path, which writes down what it is asked to open. */
function addOpener(name: string): { readonly path: string; readonly asked: () => string | null } {
  const path = join(folder, name);
  const file = join(folder, `${name}.asked`);
  // Moved into place, so that it is never seen half written.
  writeFileSync(
    path,
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${file}.new'; mv '${file}.new' '${file}'\n`,
  );
  chmodSync(path, 0o755);
  return { path, asked: () => (existsSync(file) ? readFileSync(file, 'utf8') : null) };
}

const onPath = () => ({ PATH: [folder, process.env.PATH].join(delimiter) });
const opened = { timeout: 10_000 };

describe.skipIf(process.platform === 'win32')('the address is opened', () => {
  test.each([
    ['a desktop on Linux', 'linux', 'xdg-open', { DISPLAY: ':0' }],
    ['one on Wayland', 'linux', 'xdg-open', { WAYLAND_DISPLAY: 'wayland-0' }],
    ['a Mac', 'darwin', 'open', {}],
  ] as const)('by the way of the system: %s', async (_, platform, program, env) => {
    const { asked } = addOpener(program);
    openInBrowser(ADDRESS, { platform, env: { ...onPath(), ...env } });
    await vi.waitFor(() => expect(asked()).toBe(`${ADDRESS}\n`), opened);
  });

  test('by the program that BROWSER names, also without a display', async () => {
    const mine = addOpener('my-browser');
    const other = addOpener('xdg-open');
    openInBrowser(ADDRESS, { platform: 'linux', env: { ...onPath(), BROWSER: mine.path } });
    await vi.waitFor(() => expect(mine.asked()).toBe(`${ADDRESS}\n`), opened);
    expect(other.asked()).toBeNull();
  });

  test('by nobody where there is no display, nor where BROWSER is none, and a missing program is no failure', async () => {
    const { asked } = addOpener('xdg-open');
    openInBrowser(ADDRESS, { platform: 'linux', env: onPath() });
    const display = { DISPLAY: ':0', BROWSER: 'none' };
    openInBrowser(ADDRESS, { platform: 'linux', env: { ...onPath(), ...display } });
    openInBrowser(ADDRESS, { platform: 'linux', env: { BROWSER: join(folder, 'nothing') } });
    // Whoever is asked after them has answered when they would have.
    const last = addOpener('last');
    openInBrowser(ADDRESS, { platform: 'linux', env: { ...onPath(), BROWSER: last.path } });
    await vi.waitFor(() => expect(last.asked()).not.toBeNull(), opened);
    await delay(100);
    expect(asked()).toBeNull();
  });
});
