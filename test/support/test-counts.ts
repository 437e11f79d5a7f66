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

/** Leaves the count of a Vitest run in its file. */
export const vitestCounter: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = countModules(modules);
    const failed = counts.failed + unhandledErrors.length;
    mkdirSync(dirname(COUNT_FILES.vitest), { recursive: true });
    writeFileSync(COUNT_FILES.vitest, JSON.stringify({ ...counts, failed }));
  },
};

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

const vitestCountsSchema = z.object({
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
});

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
    vitest: readCounts(files.vitest, vitestCountsSchema),
    playwright: readCounts(files.playwright, playwrightCountsSchema),
  };
}

function readCounts(file: string, schema: z.ZodType<TestCounts>): TestCounts | undefined {
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
