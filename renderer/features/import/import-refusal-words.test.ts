import { expect, test } from 'vitest';
import type { Say } from '../../words/use-say.ts';
import { importRefusalWords } from './import-refusal-words.ts';

/** None of these names anybody. */
const say = {} as Say;

test('what is too much is refused with its limit in words [IM5]', () => {
  expect(importRefusalWords({ kind: 'too-many-rows', max: 1_000_000 }, say)).toMatch(
    /^The file has more than 1.000.000 rows\./,
  );
  const maxBytes = 128 * 1024 * 1024;
  expect(importRefusalWords({ kind: 'file-too-large', maxBytes }, say)).toContain('134 MB');
  expect(importRefusalWords({ kind: 'line-too-long', line: 7 }, say)).toContain('Line 7');
});

test('a full disk is told as what it is, with what to do [IM7]', () => {
  expect(importRefusalWords({ kind: 'disk-full' }, say)).toBe(
    'The disk of this computer is full: the file could not be taken in. Nothing was imported. Make room, and choose it again.',
  );
});
