import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { bundleShell, HOST_ENTRY } from '../../build/bundle-shell.ts';
import { PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';
import { openShell, startShell } from '../support/open-shell.ts';
import { startNode } from '../support/process.ts';
import { rememberedLength } from './pages/read-stores.ts';

// The whole desktop program on the stand-in for Electron: shell, page, and the host with its book.

const pages = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const program = fileURLToPath(new URL('../../dist/shell-host-test', import.meta.url));
/** The sample is made while one waits, perhaps on a busy machine. */
const SAMPLE_MADE = { timeout: 120_000 };
let dataFolder: string;

test.beforeAll(async () => {
  await bundleShell({ outDir: program, hostEntry: HOST_ENTRY });
  cpSync(pages, join(program, 'renderer'), { recursive: true });
});

test.beforeEach(() => {
  dataFolder = join(mkdtempSync(join(tmpdir(), 'daybook-shell-')), 'Daybook');
});

test.afterEach(() => rmSync(join(dataFolder, '..'), { recursive: true, force: true }));

/** What the host says to a new desk, on a page of ours where no program takes the line. */
async function welcome(page: Page): Promise<Record<string, unknown>> {
  await page.goto(new URL('/skeleton.css', page.url()).href);
  const hello = { type: 'hello', protocol: PROTOCOL_VERSION, desk: 'Front desk', token: null };
  return page.evaluate(
    (message) =>
      new Promise((resolve) => {
        window.addEventListener('message', ({ ports: [line] }) => {
          if (!line) return;
          line.onmessage = ({ data }) => {
            if (data.type === 'welcome') resolve(data);
          };
          line.postMessage(message);
        });
        window.daybook.requestPort();
      }),
    hello,
  );
}

test('a book begun in the window is there after the host was killed', async () => {
  await using shell = await openShell(program, dataFolder);
  const { page } = shell;
  const { pid } = await shell.next('host-started');
  // What opens the book if this computer is lost is shown to be written down.
  expect((await shell.next('dialog')).detail).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}\n/);
  const keyring = JSON.parse(readFileSync(join(dataFolder, 'keyring.json'), 'utf8'));
  expect(keyring.ways.map((way: { kind: string }) => way.kind)).toEqual([
    'keychain',
    'recovery-key',
  ]);
  await page.getByText('Open the sample clinic').click();
  await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible(SAMPLE_MADE);

  process.kill(Number(pid), 'SIGKILL');
  await shell.next('host-started');
  await page.reload();
  await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible();
  expect(await welcome(page)).toMatchObject({ replica: { kind: 'branch' } });
});

test('the program is closed and opened again: the day is there before the host is [DL5]', async () => {
  test.slow();
  {
    await using shell = await openShell(program, dataFolder);
    const { page } = shell;
    await expect(page.getByText('Open the sample clinic')).toBeVisible(SAMPLE_MADE);
    await page.getByText('Open the sample clinic').click();
    await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible(SAMPLE_MADE);
    await expect(page.locator('.rbc-event').first()).toBeVisible(SAMPLE_MADE);
    await expect.poll(() => rememberedLength(page)).toBeGreaterThan(2_000);
    await shell.quit();
  }
  await using shell = await openShell(program, dataFolder, { STAND_IN_HOST: 'stopped' });
  const { page } = shell;
  const { pid } = await shell.next('host-started');
  await expect(page.locator('.rbc-event').first()).toBeVisible(SAMPLE_MADE);
  await expect(page.getByText(/Opening the book… you see it as it was on/)).toBeVisible();
  process.kill(Number(pid), 'SIGCONT');
  await expect(page.getByText(/Opening the book…/)).toHaveCount(0, SAMPLE_MADE);
  await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible();

  await page.getByRole('button', { name: 'RP, Ruma Paul' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(() => existsSync(join(dataFolder, 'window', 'seat'))).toBe(false);
});

test('a book that another program has open is refused in words, and quitting ends well', async () => {
  const host = fileURLToPath(new URL(`../../${HOST_ENTRY}`, import.meta.url));
  await using other = startNode(host, ['--data-folder', dataFolder, '--serve', '--json']);
  await other.nextMessage();
  await using shell = startShell(program, dataFolder);
  let told: Record<string, unknown> = {};
  while (told.kind !== 'dialog') told = await shell.nextMessage();
  expect(told.detail).toMatch(/another|already/i);
  // The stand-in answers with "Quit".
  expect(await shell.ended).toBe(0);
});
