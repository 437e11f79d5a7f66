import pg from 'pg';
import { expect, test } from 'vitest';
import { plainArrayText } from './plain-array-text.ts';

/** PostgreSQL's number for text[]. */
const TEXT_ARRAY = 1009;

const elementsOf = (text: string | null): unknown => {
  const parse = pg.types.getTypeParser(TEXT_ARRAY as never, 'text');
  return text === null ? null : parse(text);
};

test('an array of plain values is read as the same values', () => {
  const values = ['019c8f00-0000-7000-8000-5a3b1e0c11c5', 7, -1.5, true, null, 'desk-1.1~a'];
  expect(elementsOf(plainArrayText(values))).toEqual([
    ...['019c8f00-0000-7000-8000-5a3b1e0c11c5', '7', '-1.5', 'true', null, 'desk-1.1~a'],
  ]);
  expect(plainArrayText([])).toBe('{}');
});

test.each([
  [''],
  ['NULL'],
  ['null'],
  ['a b'],
  ['a,b'],
  ['a"b'],
  ['a\\b'],
  ['{a}'],
  ['é'],
  [[1]],
  [{}],
])('what would have to be quoted is left to pg: %j', (value) => {
  expect(plainArrayText(['plain', value])).toBeNull();
});
