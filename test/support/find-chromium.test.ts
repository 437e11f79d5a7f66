import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterEach, expect, test, vi } from 'vitest';
import { findChromium, findNpmChromium } from './find-chromium.ts';
import { unpackChromium } from './unpack-chromium.ts';

const npmHasOne = process.platform === 'linux' && process.arch === 'x64';
const START_TIMEOUT_MS = 60_000;

afterEach(() => vi.unstubAllEnvs());

async function screenshotOf(browser: Browser, html: string): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 120, height: 60 } });
  await page.setContent(html);
  const png = await page.screenshot();
  await page.close();
  return png.toString('base64');
}

async function expectToPaint(browser: Browser): Promise<void> {
  const red = await screenshotOf(browser, '<body style="background: red">');
  expect(await screenshotOf(browser, '<body style="background: red">')).toBe(red);
  expect(await screenshotOf(browser, '<body style="background: blue">')).not.toBe(red);
  // Without a font every letter is the same empty box, or nothing.
  const a = await screenshotOf(browser, '<p>A</p>');
  expect(await screenshotOf(browser, '<p>B</p>')).not.toBe(a);
}

/** On a machine that is busy Chromium now and then has no picture to give. */
const PAINTS = { timeout: START_TIMEOUT_MS, retry: 2 };

test('the Chromium found paints colours and letters', PAINTS, async () => {
  const browser = await chromium.launch(await findChromium());
  await expectToPaint(browser);
  await browser.close();
});

test.runIf(npmHasOne)('the Chromium of npm paints colours and letters', PAINTS, async () => {
  const browser = await chromium.launch(await findNpmChromium());
  await expectToPaint(browser);
  await browser.close();
});

test.runIf(npmHasOne)(
  'several processes may unpack it at once',
  { timeout: START_TIMEOUT_MS },
  async () => {
    const cache = mkdtempSync(join(tmpdir(), 'daybook-chromium-'));
    const [one, other] = await Promise.all([unpackChromium(cache), unpackChromium(cache)]);
    expect(one).toEqual(other);
    expect(readdirSync(cache)).toHaveLength(1);
    const browser = await chromium.launch({
      ...(await findNpmChromium()),
      executablePath: one.executablePath,
    });
    expect(browser.version()).toMatch(/^\d+\./);
    await browser.close();
    rmSync(cache, { recursive: true, force: true });
  },
);

test('a name that is no Chromium is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-chromium-'));
  const stub = join(folder, 'chromium');
  writeFileSync(stub, '#!/bin/sh\necho "install it first"\n', { mode: 0o755 });
  vi.stubEnv('DAYBOOK_CHROMIUM', stub);
  await expect(findChromium()).rejects.toThrow(/names no Chromium/);
  rmSync(folder, { recursive: true, force: true });
});

test('a stub on the PATH is passed over', { timeout: START_TIMEOUT_MS }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-chromium-'));
  writeFileSync(join(folder, 'chromium'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  expect((await findChromium()).executablePath).not.toContain(folder);
  rmSync(folder, { recursive: true, force: true });
});
