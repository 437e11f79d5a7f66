import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { SAMPLE_BRANCHES } from '../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD, SAMPLE_USERS } from '../../shared/sample/sample-users.ts';
import { openDeskClient } from '../support/desk-client.ts';
import { startNode } from '../support/process.ts';
import { CENTRAL, fileOf } from '../support/programs.ts';
import { createCalls } from '../support/real-central.ts';
import { startHost } from '../support/running-host.ts';
import { longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { signInJoined } from './pages/sign-in-joined.ts';

// An administrator lets a computer join and takes it out of service, on the screen of a branch, with
// a central server and a laptop that are real programs.

const READY_MS = 90_000;
/** A host makes a database, joins, and gets the book, perhaps on a busy machine. */
const JOINED = { timeout: 60_000 };
const [{ login, name: adminName }] = SAMPLE_USERS;

const password = (page: Page) => page.getByLabel('Your password, to be sure it is you');

test('a code made on the screen lets a laptop join; lost, it is taken out of service there [SE17]', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'daybook-central-'));
  const place = ['--data-folder', folder, '--port', '0'];
  await using central = startNode(fileOf(CENTRAL), [...place, '--sample', '--json']);
  await using host = await startHost();
  await using laptopHost = await startHost();
  const centralUrl = String((await central.nextMessage(READY_MS)).url);
  const branch = SAMPLE_BRANCHES['salt-lake'];
  const code = await createCalls(centralUrl).newCode(
    { login, password: SAMPLE_PASSWORD },
    { name: 'Salt Lake', kind: 'branch', branchId: branch.id },
  );
  using front = await openDeskClient(host.url);
  await front.hello();
  expect(await front.setUp({ kind: 'join', centralUrl, code })).toMatchObject({ ok: true });

  const desk = deskOn(page);
  await page.goto(host.url);
  await signInJoined(page);
  await desk.goTo('Devices');
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(row('Branch computer of Salt Lake')).toContainText('This computer');
  await expect(row('Branch computer of Salt Lake')).toContainText('Within the hour', JOINED);

  await page.getByRole('button', { name: 'Let a computer join' }).click();
  const form = page.getByRole('form', { name: 'Let a computer join' });
  await expect(form.getByRole('button', { name: 'Make a one-time code' })).toBeDisabled();
  await desk.choose('It is', 'A manager’s laptop, for review');
  await form.getByRole('combobox', { name: 'Branches it looks at' }).click();
  for (const { name } of Object.values(SAMPLE_BRANCHES)) {
    await page.getByRole('option', { name }).click();
  }
  await page.keyboard.press('Escape');
  await expect(form.getByLabel('Name of the computer')).toHaveValue('Review laptop');
  await lookAt(page, 'devices-review');
  await expectAccessible(page);
  await desk.choose('It is', 'A doctor’s laptop');
  await desk.choose('Doctor', 'Dr. Priya Das');
  await expect(form.getByLabel('Name of the computer')).toHaveValue('Dr. Priya Das’s laptop');
  await password(page).fill('a guess');
  await form.getByRole('button', { name: 'Make a one-time code' }).click();
  await expect(form.getByText(/^This is not your password at the central server/)).toBeVisible();
  await expect(password(page)).toHaveValue('');
  await lookAt(page, 'devices-join');
  await expectAccessible(page);
  await password(page).fill(SAMPLE_PASSWORD);
  await form.getByRole('button', { name: 'Make a one-time code' }).click();
  const shown = page.getByRole('region', { name: 'One-time code for Dr. Priya Das’s laptop' });
  await expect(shown).toContainText(centralUrl);
  await lookAt(page, 'devices-code');
  await expectAccessible(page);
  const made = (await shown.getByRole('status').textContent()) ?? '';
  expect(made).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await shown.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(made)).toHaveCount(0);

  using laptop = await openDeskClient(laptopHost.url);
  await laptop.hello();
  expect(await laptop.setUp({ kind: 'join', centralUrl, code: made })).toMatchObject({ ok: true });
  await expect(row('Laptop of Dr. Priya Das')).toContainText('Within the hour', JOINED);
  await lookAt(page, 'devices');
  await row('Laptop of Dr. Priya Das')
    .getByRole('button', { name: /^Take out of service: / })
    .click();
  const confirm = page.getByRole('form', { name: /out of service\?$/ });
  await expect(confirm).toContainText('booking rights and shares of daily limits');
  await lookAt(page, 'devices-retire');
  await expectAccessible(page);
  await password(page).fill(SAMPLE_PASSWORD);
  await confirm.getByRole('button', { name: 'Take it out of service' }).click();
  await expect(page.getByText('Dr. Priya Das’s laptop is out of service.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Out of service' })).toBeVisible(JOINED);
  await expect(confirm).toHaveCount(0);
  await expect(row('Laptop of Dr. Priya Das').getByRole('button')).toHaveCount(0);
  await lookAt(page, 'devices-retired');

  await central.kill('SIGTERM');
  await expect(page.getByText('The central server cannot be reached now')).toBeVisible(JOINED);
  await expect(page.getByRole('button', { name: 'Let a computer join' })).toBeDisabled();
  await expect(row('Laptop of Dr. Priya Das')).toBeVisible();
  await lookAt(page, 'devices-offline');
  await expectAccessible(page);
  rmSync(folder, { recursive: true, force: true });
});

longTest(
  'a computer that works on its own lists itself, and says why nothing can join it [SE17]',
  async ({ page, sampleFolder }) => {
    test.setTimeout(180_000);
    await using host = await startHost(sampleFolder);
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goTo('Devices');
    await expect(page.getByRole('row').filter({ hasText: 'This computer' })).toHaveCount(1);
    await expect(page.getByText('This computer works on its own')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Let a computer join' })).toBeDisabled();
    await lookAt(page, 'devices-alone');
    await page.getByRole('button', { name: `RP, ${adminName}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Asha Roy' }).first().click();
    await desk.goTo('Devices');
    await expect(page.getByText(/An administrator lets computers join here/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Let a computer join' })).toHaveCount(0);
  },
);
