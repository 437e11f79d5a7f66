import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadWindowState, saveWindowState } from './window-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'daybook-window-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'window.json');

const laptop = { x: 0, y: 0, width: 1440, height: 900 };
const beside = { x: 1440, y: 0, width: 1920, height: 1080 };
const onBeside = { bounds: { x: 1500, y: 40, width: 1200, height: 800 }, isMaximized: true };

test('a window comes back where it was, unless that screen is gone', () => {
  saveWindowState(file, onBeside);
  expect(loadWindowState(file, [laptop, beside])).toEqual(onBeside);
  expect(loadWindowState(file, [laptop])).toBeUndefined();
});

test.each([
  ['its title bar above the screen', { x: 100, y: -40, width: 1200, height: 800 }],
  ['all but a sliver to the right', { x: 1420, y: 0, width: 1200, height: 800 }],
  ['all but a sliver to the left', { x: -1190, y: 0, width: 1200, height: 800 }],
  ['below the screen', { x: 100, y: 880, width: 1200, height: 800 }],
])('a window with %s is put back in the middle', (_, bounds) => {
  saveWindowState(file, { bounds, isMaximized: false });
  expect(loadWindowState(file, [laptop])).toBeUndefined();
});

test.each(['', '{"bounds":', '{"bounds":{"x":"left"},"isMaximized":false}'])(
  'a file that holds %j is as good as none',
  (text) => {
    writeFileSync(file, text);
    expect(loadWindowState(file, [laptop])).toBeUndefined();
  },
);

test('a folder that cannot be written to stops nothing', () => {
  expect(() => saveWindowState(join(folder, 'gone', 'window.json'), onBeside)).not.toThrow();
});
