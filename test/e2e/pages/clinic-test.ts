import { test as base } from '@playwright/test';
import { makeSampleOnce } from '../../support/make-sample-once.ts';
import { runFolder } from '../../support/playwright-setup.ts';
import type { NodeProcessOptions } from '../../support/process.ts';
import { type RunningHost, startHost } from '../../support/running-host.ts';

const MAKE_MS = 240_000;

/** Playwright's `test`, whose files share a data folder with the sample clinic; they copy it. */
export const test = base.extend<object, { readonly sampleFolder: string }>({
  sampleFolder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads here what a fixture needs.
    async ({}, use) => {
      await use(await makeSampleOnce(runFolder(), MAKE_MS));
    },
    { scope: 'worker', timeout: MAKE_MS },
  ],
});

/**
 * A test that tries on a screen what other tests prove each time, for the long run alone; what it
 * names proves no rule (spec.test.ts).
 */
export const longTest: TestOfLongRun = process.env.DAYBOOK_LONG ? test : () => undefined;
type TestOfLongRun = (title: string, body: Parameters<typeof test>[2]) => void;

/**
 * A real host for the tests of one file, with the sample clinic or yet to be set up: it starts
 * before the first of them and is gone after the last. To be called at the top of the file.
 */
export function hostOfFile(
  book: 'sample' | 'none',
  env: NodeProcessOptions['env'] = {},
): Pick<RunningHost, 'url' | 'folder' | 'kill' | 'start'> {
  const running: { host?: RunningHost } = {};
  const host = (): RunningHost => {
    if (!running.host) throw new Error('The host is there from the first test on.');
    return running.host;
  };
  if (book === 'sample')
    test.beforeAll(async ({ sampleFolder }) => {
      // On a busy machine starting a host takes its time.
      test.setTimeout(MAKE_MS);
      running.host = await startHost(sampleFolder, MAKE_MS, env);
    });
  else
    test.beforeAll(async () => {
      running.host = await startHost(undefined, MAKE_MS, env);
    });
  test.afterAll(() => running.host?.[Symbol.asyncDispose]());
  return {
    get url() {
      return host().url;
    },
    get folder() {
      return host().folder;
    },
    kill: () => host().kill(),
    start: () => host().start(),
  };
}
