import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type RunningDemo, runDemo } from '../../../build/demo/run-demo.ts';
import { type DeskPage, deskOn } from './desk-page.ts';
import { nextMonday } from './next-monday.ts';

/** `npm run demo` for the tests of one file, and what people do with it. */
export interface DemoOfFile {
  /** Where its replicas keep their books. */
  readonly folder: () => string;
  readonly names: () => readonly string[];
  readonly replica: (name: string) => RunningDemo['replicas'][number];
  /** Opens the window of a replica, whose user is signed in. */
  readonly openDesk: (browser: Browser, name: string) => Promise<DeskPage>;
  /** The page from which networks are cut; `card` is what it shows of a replica. */
  readonly openControlPage: (browser: Browser) => ReturnType<typeof openControlPage>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The hour of Dr. Das's next Monday that the sample keeps free. */
export const FREE_HOUR = {
  service: 'Follow-up',
  doctor: 'Priya Das',
  day: nextMonday().day,
} as const;

/**
 * Central on PostgreSQL, two branches and a doctor's laptop: they start before the first test of a
 * file and are gone after the last. To be called at the top of the file.
 */
export function demoOfFile(): DemoOfFile {
  let folder: string;
  let demo: RunningDemo | undefined;
  const running = (): RunningDemo => {
    if (!demo) throw new Error('The demo is there from the first test on.');
    return demo;
  };
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = mkdtempSync(join(tmpdir(), 'daybook-demo-'));
    const say = (): void => undefined;
    demo = await runDemo({ root, node: process.execPath, folder, port: 0, fresh: true, say });
  });
  test.afterAll(async () => {
    await demo?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  // Desks that stay open go on looking for their hosts, and take the time of every test after them.
  test.afterEach(async ({ browser }) => {
    for (const context of browser.contexts()) await context.close();
  });
  const replica: DemoOfFile['replica'] = (name) => {
    const found = running().replicas.find((one) => one.name === name);
    if (!found) throw new Error(`The demo has no ${name}.`);
    return found;
  };
  return {
    folder: () => folder,
    names: () => running().replicas.map((one) => one.name),
    replica,
    openDesk: (browser, name) => openDesk(browser, replica(name).link),
    openControlPage: (browser) => openControlPage(browser, running()),
  };
}

async function openControlPage(browser: Browser, demo: RunningDemo) {
  const page = await browser.newPage();
  await page.goto(demo.controlUrl);
  const card = (name: string) =>
    page.getByRole('article').filter({ has: page.getByRole('heading', { name }) });
  const box = (name: string) => card(name).getByRole('checkbox', { name: 'On the network' });
  await expect(page.getByRole('checkbox')).toHaveCount(demo.replicas.length);
  const cut = async (name: string, isCut: boolean): Promise<void> => {
    await expect(box(name)).toBeChecked({ checked: isCut });
    await box(name).click();
  };
  const cutAll = async (isCut: boolean): Promise<void> => {
    for (const { name } of demo.replicas) await cut(name, isCut);
  };
  return { page, card, box, cut, cutAll };
}

async function openDesk(browser: Browser, link: string): Promise<DeskPage> {
  const page = await browser.newPage();
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible();
  await expect(
    page.getByRole('heading', { level: 1 }).or(page.locator('.rbc-time-view')).first(),
  ).toBeVisible();
  return deskOn(page);
}

export async function chooseBranch(page: Page, name: string): Promise<void> {
  await page.locator('button.branch').click();
  await page.getByRole('menuitem', { name }).click();
}
