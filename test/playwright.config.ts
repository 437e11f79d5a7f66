import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { COMPILE_CACHE } from '../build/compile-cache.ts';
import { findChromium } from './support/find-chromium.ts';
import './support/start-short-lived.ts';
import { COUNT_FILES } from './support/test-counts.ts';

/** The keys of the books of tests are nothing for the settings of whoever runs them. */
process.env.DAYBOOK_KEY_FOLDER ??= join(tmpdir(), 'daybook-test-keys');

/** Most tests start programs from source. */
Object.assign(process.env, COMPILE_CACHE);

/** `npm run test:long`: tests that take their time, and what is named for it (`*.long.e2e.ts`). */
const LONG = Boolean(process.env.DAYBOOK_LONG);

/** Two workers: most of a test is waiting, and a machine may have two cores. Files stay whole. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  testIgnore: LONG ? [] : '**/*.long.e2e.ts',
  globalSetup: './support/playwright-setup.ts',
  outputDir: '../dist/test-results',
  workers: 2,
  // A browser on a busy machine is now and then late. What passes only then is listed as flaky.
  retries: 1,
  forbidOnly: true,
  timeout: LONG ? 10 * 60_000 : 180_000,
  // To wait longer costs nothing where all is well, and a machine may be busy.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: COUNT_FILES.playwright }]],
  use: {
    viewport: { width: 1440, height: 900 },
    // Nothing is on its way from one look to another when it is looked at or clicked on.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    // Each picture of a trace is drawn and packed while its test runs: too dear where all is well.
    trace: 'on-first-retry',
    launchOptions: await findChromium(),
  },
});
