import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseDemoOptions } from './demo-options.ts';

test('without a word the demo runs in its usual folder, at its usual port', () => {
  const folder = resolve('.data/demo');
  const usual = { kind: 'run', folder, port: 4200, fresh: false, json: false };
  expect(parseDemoOptions([])).toEqual(usual);
  const chosen = ['--folder', 'here', '--port', '0', '--fresh', '--json'];
  expect(parseDemoOptions(chosen)).toEqual({
    ...{ kind: 'run', folder: resolve('here'), port: 0, fresh: true, json: true },
  });
});

test('a replica is cut and restored by its name', () => {
  const folder = resolve('.data/demo');
  const wish = { kind: 'switch', folder, name: 'Salt Lake' };
  expect(parseDemoOptions(['--offline', 'Salt Lake'])).toEqual({ ...wish, cut: true });
  expect(parseDemoOptions(['--online', 'Salt Lake'])).toEqual({ ...wish, cut: false });
});

test.each([
  [['--port', '70000'], /--port is a number from 0 to 65535/],
  [['--port', 'any'], /--port is a number/],
  [['--ofline', 'Salt Lake'], /--ofline/],
  [['--offline'], /--offline/],
])('%j is refused in words', (args, words) => {
  expect(() => parseDemoOptions(args)).toThrow(words);
});
