/**
 * Runs every Vitest test, and once more those files whose process V8 ended by a signal. That
 * happens now and then to processes that compile WebAssembly beside each other, which a branch's
 * database is (https://github.com/nodejs/node/issues/64500). A test that failed is not run again.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { COUNT_FILES, mergeVitestCounts, readVitestRun, writeVitestRun } from './test-counts.ts';

const require = createRequire(import.meta.url);
const VITEST = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');

function runVitest(files: readonly string[]): number {
  const args = [VITEST, 'run', '--config', 'test/vitest.config.ts', ...files];
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}

let status = runVitest(process.argv.slice(2));
const first = readVitestRun(COUNT_FILES.vitest);
if (first && first.counts.failed === 0 && first.ended.length > 0) {
  process.stdout.write(`Once more, for V8 ended their process: ${first.ended.join(', ')}\n`);
  status = runVitest(first.ended);
  const second = readVitestRun(COUNT_FILES.vitest);
  if (second) writeVitestRun(COUNT_FILES.vitest, mergeVitestCounts(first, second));
}
process.exitCode = status;
