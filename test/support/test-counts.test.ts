import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeTestCounts, readTestCounts } from './test-counts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-counts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = () =>
  readTestCounts({ vitest: join(folder, 'v.json'), playwright: join(folder, 'p.json') });

test('the closing line sums both runners', () => {
  writeFileSync(join(folder, 'v.json'), '{"passed":40,"failed":1,"skipped":2}');
  writeFileSync(
    join(folder, 'p.json'),
    '{"stats":{"expected":5,"unexpected":1,"flaky":1,"skipped":0},"errors":[{}]}',
  );
  expect(describeTestCounts(read())).toBe('46 passed, 3 failed, 2 skipped');
});

test('a runner that never ended is named', () => {
  writeFileSync(join(folder, 'v.json'), '{"passed":40,"failed":0,"skipped":0}');
  expect(describeTestCounts(read()).split('\n')).toEqual([
    'playwright did not run to its end',
    '40 passed, 0 failed, 0 skipped',
  ]);
});
