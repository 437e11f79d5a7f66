import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
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
import { test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';
import { signInJoined } from './pages/sign-in-joined.ts';

// A branch's computer and a second one of it, in one network: each switched on by hand on its screen.
// Central is gone when they meet.

const READY_MS = 90_000;
/** A host makes a database, joins, and gets the book, perhaps on a busy machine. */
const JOINED = { timeout: 60_000 };
/** They look for each other every ten seconds. */
const MET = { timeout: 40_000 };
const [{ login }] = SAMPLE_USERS;
const MONDAY = nextMonday();

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Switches it on in Settings, as an administrator does. */
async function switchOn(page: Page, port: number, addresses: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Computers of the same network' });
  await form.getByLabel('Port of this computer').fill(String(port));
  await form.getByLabel('Addresses of other computers').fill(addresses);
  await form.getByRole('button', { name: 'Switch it on' }).click();
  await expect(page.getByText(`port ${port}.`)).toBeVisible();
}

test('two computers of one network show each other what they booked while central is gone [LN1] [LN5]', async ({
  page,
  browser,
}) => {
  test.setTimeout(400_000);
  const folder = mkdtempSync(join(tmpdir(), 'daybook-central-'));
  const place = ['--data-folder', folder, '--port', '0'];
  await using central = startNode(fileOf(CENTRAL), [...place, '--sample', '--json']);
  // One after the other: each makes a database.
  const centralUrl = String((await central.nextMessage(READY_MS)).url);
  await using host = await startHost();
  await using secondHost = await startHost();
  const branch = SAMPLE_BRANCHES['salt-lake'];
  const calls = createCalls(centralUrl);
  const admin = { login, password: SAMPLE_PASSWORD };
  for (const [one, name] of [[host, 'Salt Lake'] as const, [secondHost, 'Back office'] as const]) {
    const place = { name, kind: 'branch' as const, branchId: branch.id };
    const code = await calls.newCode(admin, place);
    using front = await openDeskClient(one.url);
    await front.hello();
    expect(await front.setUp({ kind: 'join', centralUrl, code })).toMatchObject({ ok: true });
  }
  const context = await browser.newContext();
  const second = await context.newPage();
  await page.goto(host.url);
  await second.goto(secondHost.url);
  await signInJoined(page);
  await signInJoined(second);
  const [front, back] = [deskOn(page), deskOn(second)];
  for (const one of [front, back]) {
    await one.goTo('Devices');
    await expect(one.page.getByRole('row').filter({ hasText: 'Back office' })).toBeVisible(JOINED);
  }

  await central.kill();
  await front.goTo('Schedule');
  await front.goToDay(MONDAY.daysAhead);
  await front.book({
    ...{ service: 'Follow-up', doctor: 'Priya Das', day: MONDAY.day, time: '10:00' },
    newPatient: 'Nearby Basu',
  });
  const [port, otherPort] = [await freePort(), await freePort()];
  await front.goTo('Settings');
  const form = page.getByRole('form', { name: 'Computers of the same network' });
  await form.getByLabel('Addresses of other computers').fill('somewhere');
  await expect(form.getByText('each with its port')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Switch it on' })).toBeDisabled();
  await switchOn(page, port, '');
  await form.scrollIntoViewIfNeeded();
  await lookAt(page, 'near-settings');
  await back.goTo('Settings');
  await switchOn(second, otherPort, `127.0.0.1:${port}`);

  await front.goTo('Sync');
  await expect(page.getByRole('row').filter({ hasText: 'Back office' })).toContainText(
    'Does not reach it either',
    MET,
  );
  await back.goTo('Sync');
  const near = second.getByRole('row').filter({ hasText: 'Salt Lake' });
  await expect(near.getByRole('cell').nth(2)).toHaveText('1', MET);
  await near.scrollIntoViewIfNeeded();
  await lookAt(second, 'near');
  await expectAccessible(second);

  await back.goTo('Schedule');
  await back.goToDay(MONDAY.daysAhead);
  const card = second.locator('.rbc-event').filter({ hasText: 'Nearby Basu' });
  await expect(card).toBeVisible();
  await lookAt(second, 'near-day');
  rmSync(folder, { recursive: true, force: true });
});
