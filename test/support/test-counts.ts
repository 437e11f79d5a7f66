import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reporter, TestModule } from 'vitest/node';
import { z } from 'zod';

/** How many tests ended how. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const place = (runner: string): string =>
  fileURLToPath(new URL(`../../dist/test-counts/${runner}.json`, import.meta.url));

/** Where each runner leaves its count for the closing line of the whole proof. */
export const COUNT_FILES = { vitest: place('vitest'), playwright: place('playwright') } as const;

/** What a Vitest run came to. */
export interface VitestRun {
  readonly counts: TestCounts;
  /** Files whose process was ended by a signal; none of their tests are counted. */
  readonly ended: readonly string[];
  /** Files in which something failed, with what their tests came to. */
  readonly failing: readonly FailingFile[];
}

export interface FailingFile {
  readonly file: string;
  readonly counts: TestCounts;
}

/** Leaves what a Vitest run came to in its file. */
export const vitestCounter: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const byError = unhandledErrors.map((error) => WORKER_ENDED.exec(error.cause?.message ?? ''));
    const ended = modules.filter((module) =>
      byError.some(
        (found) => module.state() === 'pending' && found?.groups?.file === module.moduleId,
      ),
    );
    const counts = countModules(modules.filter((module) => !ended.includes(module)));
    // An error with no file to run again is nobody's, and fails the run.
    const failed = counts.failed + unhandledErrors.length - ended.length;
    writeVitestRun(COUNT_FILES.vitest, {
      counts: { ...counts, failed },
      ended: ended.map(({ moduleId }) => moduleId),
      failing: modules
        .filter((module) => !ended.includes(module))
        .map((module) => ({ file: module.moduleId, counts: countModules([module]) }))
        .filter((found) => found.counts.failed > 0),
    });
  },
};

/** Vitest's own words. */
const WORKER_ENDED =
  /^Worker exited unexpectedly with signal SIG\w+ .*while running test file (?<file>.+)$/;

export function writeVitestRun(file: string, run: VitestRun): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(run));
}

/** Undefined if the run did not get to its end. */
export function readVitestRun(file: string): VitestRun | undefined {
  return readReport(file, vitestRunSchema);
}

/** The second run is of those files that ended or failed in the first, and counts for them. */
export function mergeVitestCounts(first: VitestRun, second: VitestRun): VitestRun {
  const sum = (key: keyof TestCounts): number =>
    first.failing.reduce((left, { counts }) => left - counts[key], first.counts[key]) +
    second.counts[key];
  return {
    counts: { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') },
    ended: second.ended,
    failing: second.failing,
  };
}

/** A file that fails before its tests can run counts as one failed test. */
function countModules(modules: readonly TestModule[]): TestCounts {
  const states = modules.flatMap((module) => {
    const tests = [...module.children.allTests()].map((test) => test.result().state);
    const brokenOutside = module.state() === 'failed' && !tests.includes('failed');
    return brokenOutside ? [...tests, 'failed' as const] : tests;
  });
  const count = (state: string): number => states.filter((found) => found === state).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

const countsSchema = z.object({ passed: z.number(), failed: z.number(), skipped: z.number() });
const vitestRunSchema = z.object({
  counts: countsSchema,
  ended: z.array(z.string()),
  failing: z.array(z.object({ file: z.string(), counts: countsSchema })),
});
/** A file that ended by a signal to the last is one failed test. */
const vitestCountsSchema = vitestRunSchema.transform(({ counts, ended }) => ({
  ...counts,
  failed: counts.failed + ended.length,
}));

/** The report of Playwright's own JSON reporter. */
const playwrightCountsSchema = z
  .object({
    errors: z.array(z.unknown()),
    stats: z.object({
      expected: z.number(),
      unexpected: z.number(),
      flaky: z.number(),
      skipped: z.number(),
    }),
  })
  .transform(({ stats, errors }) => ({
    // What passed at the second try passed; Playwright's list says which they were.
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }));

/** The counts of the last run of each runner; undefined for one that did not get to its end. */
export function readTestCounts(
  files: Readonly<Record<keyof typeof COUNT_FILES, string>> = COUNT_FILES,
): Readonly<Record<keyof typeof COUNT_FILES, TestCounts | undefined>> {
  return {
    vitest: readReport(files.vitest, vitestCountsSchema),
    playwright: readReport(files.playwright, playwrightCountsSchema),
  };
}

function readReport<Found>(file: string, schema: z.ZodType<Found>): Found | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  return schema.parse(JSON.parse(text));
}

/** A line for each runner that did not get to its end, and last the sum of both. */
export function describeTestCounts(counts: ReturnType<typeof readTestCounts>): string {
  const absent = Object.entries(counts).filter(([, found]) => found === undefined);
  const sum = (key: keyof TestCounts): number =>
    Object.values(counts).reduce((total, found) => total + (found?.[key] ?? 0), 0);
  return [
    ...absent.map(([runner]) => `${runner} did not run to its end`),
    `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
  ].join('\n');
}
