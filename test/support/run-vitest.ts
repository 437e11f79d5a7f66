/**
 * Runs every Vitest test, and once more, in a process of their own, the files
 * - whose process V8 ended by a signal: that happens now and then to processes that compile
 *   WebAssembly beside each other, which a branch's database is
 *   (https://github.com/nodejs/node/issues/64500),
 * - in which a test failed, if they are few: what waits for programs and sockets is now and then
 *   late on a busy machine. They are named at the end. A long run draws new examples, and what
 *   fails in it is not run again: a second try would draw others.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bundlePrograms } from './bundle-programs.ts';
import {
  COUNT_FILES,
  mergeVitestCounts,
  readVitestRun,
  type VitestRun,
  writeVitestRun,
} from './test-counts.ts';

const require = createRequire(import.meta.url);
const VITEST = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');

function runVitest(files: readonly string[]): number {
  const args = [VITEST, 'run', '--config', 'test/vitest.config.ts', ...files];
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}

/** More than these are no accident. */
const FAILING_MAX = 3;

await bundlePrograms();
let status = runVitest(process.argv.slice(2));
const first = readVitestRun(COUNT_FILES.vitest);
const again = first ? filesToRunAgain(first) : [];
if (first && again.length > 0) {
  process.stdout.write(`Once more: ${again.join(', ')}\n`);
  status = runVitest(again);
  const second = readVitestRun(COUNT_FILES.vitest);
  if (second) writeVitestRun(COUNT_FILES.vitest, mergeVitestCounts(first, second));
  process.stdout.write(`Run twice, for they ended or failed at first: ${again.join(', ')}\n`);
}
process.exitCode = status;

/** None if anything went wrong that running some files again would not tell about. */
function filesToRunAgain({ counts, ended, failing }: VitestRun): readonly string[] {
  const inFiles = failing.reduce((sum, found) => sum + found.counts.failed, 0);
  const isHopeless =
    counts.failed > inFiles ||
    failing.length > FAILING_MAX ||
    (failing.length > 0 && Boolean(process.env.DAYBOOK_LONG));
  return isHopeless ? [] : [...ended, ...failing.map(({ file }) => file)];
}
