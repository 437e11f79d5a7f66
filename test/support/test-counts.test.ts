import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeTestCounts, mergeVitestCounts, readTestCounts } from './test-counts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-counts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FORTY = { passed: 40, failed: 1, skipped: 2 };

const read = () =>
  readTestCounts({ vitest: join(folder, 'v.json'), playwright: join(folder, 'p.json') });

test('the closing line sums both runners', () => {
  writeFileSync(join(folder, 'v.json'), JSON.stringify({ counts: FORTY, ended: [], failing: [] }));
  writeFileSync(
    join(folder, 'p.json'),
    '{"stats":{"expected":5,"unexpected":1,"flaky":1,"skipped":0},"errors":[{}]}',
  );
  expect(describeTestCounts(read())).toBe('46 passed, 3 failed, 2 skipped');
});

test('a runner that never ended is named', () => {
  writeFileSync(
    join(folder, 'v.json'),
    JSON.stringify({ counts: { ...FORTY, failed: 0, skipped: 0 }, ended: [], failing: [] }),
  );
  expect(describeTestCounts(read()).split('\n')).toEqual([
    'playwright did not run to its end',
    '40 passed, 0 failed, 0 skipped',
  ]);
});

test('a file whose process ended counts as it did when it was run again', () => {
  const first = {
    counts: { passed: 40, failed: 0, skipped: 0 },
    ended: ['a.test.ts'],
    failing: [],
  };
  const ended = { counts: { passed: 0, failed: 0, skipped: 0 }, ended: ['a.test.ts'], failing: [] };
  const well = { counts: { passed: 3, failed: 0, skipped: 0 }, ended: [], failing: [] };
  expect(mergeVitestCounts(first, well)).toEqual({
    counts: { passed: 43, failed: 0, skipped: 0 },
    ended: [],
    failing: [],
  });
  writeFileSync(join(folder, 'v.json'), JSON.stringify(mergeVitestCounts(first, ended)));
  expect(describeTestCounts(read())).toContain('40 passed, 1 failed, 0 skipped');
});

test('a file in which something failed counts as it did when it was run again, and fails if it fails twice', () => {
  const inFile = { passed: 2, failed: 1, skipped: 0 };
  const failing = [{ file: 'b.test.ts', counts: inFile }];
  const first = { counts: { passed: 40, failed: 1, skipped: 2 }, ended: [], failing };
  const well = { counts: { passed: 3, failed: 0, skipped: 0 }, ended: [], failing: [] };
  expect(mergeVitestCounts(first, well).counts).toEqual({ passed: 41, failed: 0, skipped: 2 });
  const again = { counts: inFile, ended: [], failing };
  expect(mergeVitestCounts(first, again)).toEqual({
    counts: { passed: 40, failed: 1, skipped: 2 },
    ended: [],
    failing,
  });
});
