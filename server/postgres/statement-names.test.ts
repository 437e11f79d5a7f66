import { expect, test } from 'vitest';
import { createStatementNames } from './statement-names.ts';

test('a statement that comes again has a name, unless a list in it is long', () => {
  const { nameOf } = createStatementNames();
  expect(nameOf('select $1', [1])).toBeNull();
  const name = nameOf('select $1', [2]);
  expect(name).not.toBeNull();
  expect(nameOf('select $1', [Array.from({ length: 21 }, () => 1)])).toBeNull();
  expect(nameOf('select $1', [[1, 2]])).toBe(name);
});

test('statements that never come again take no name from those that do', () => {
  const { nameOf } = createStatementNames();
  for (let n = 0; n < 2000; n += 1) nameOf(`select ${n}`, []);
  expect(nameOf('select now()', [])).toBeNull();
  expect(nameOf('select now()', [])).not.toBeNull();
});

test('no more statements are kept than a connection can hold', () => {
  const { nameOf } = createStatementNames();
  const names = new Set<string | null>();
  for (let n = 0; n < 3000; n += 1) {
    nameOf(`select ${n}`, []);
    names.add(nameOf(`select ${n}`, []));
  }
  expect(names.size).toBeLessThanOrEqual(1000);
  expect(names).toContain(null);
});
