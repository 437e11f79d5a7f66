import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { SAMPLE_BRANCHES } from '../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { openDeskClient } from '../support/desk-client.ts';
import { startNode } from '../support/process.ts';
import { CENTRAL, fileOf } from '../support/programs.ts';
import { createCalls } from '../support/real-central.ts';
import { startHost } from '../support/running-host.ts';
import { test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// A manager's laptop that joins for review of two branches, and then has no network: a central
// server and a host that are real programs.

const PAGES = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const READY_MS = 120_000;
const JOINED = { timeout: 120_000 };

/** Signs in once the accounts have come with the first exchange. */
async function signIn(page: Page): Promise<void> {
  const rail = page.getByRole('navigation', { name: 'Main' });
  await expect(async () => {
    if (await rail.isVisible()) return;
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('manager');
    await page.getByRole('textbox', { name: 'Password' }).fill(SAMPLE_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(rail).toBeVisible({ timeout: 10_000 });
  }).toPass(JOINED);
}

test('a laptop joins for review of two branches, and on the train shows the reports of each and of both; nothing is entered [RV1] [RV2] [RV3] [RV4]', async ({
  page,
}) => {
  test.setTimeout(700_000);
  const folder = mkdtempSync(join(tmpdir(), 'daybook-central-'));
  const place = ['--data-folder', folder, '--port', '0', '--pages', PAGES];
  await using central = startNode(fileOf(CENTRAL), [...place, '--sample', '--json']);
  await using laptop = await startHost();
  const centralUrl = String((await central.nextMessage(READY_MS)).url);
  const branchIds = Object.values(SAMPLE_BRANCHES).map(({ id }) => id);
  const code = await createCalls(centralUrl).newCode(
    { login: 'admin', password: SAMPLE_PASSWORD },
    { name: 'Review laptop', kind: 'review', branchIds },
  );
  const desk = deskOn(page);
  await page.goto(laptop.url);
  await page.getByRole('button', { name: /^Join an organisation/ }).click();
  await page.getByLabel('Address of the central server').fill(centralUrl);
  await page.getByLabel('One-time code').fill(code);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await signIn(page);
  await expect(page.getByText('Priya Das').first()).toBeVisible(JOINED);
  await expect(page.getByRole('button', { name: 'New booking' })).toHaveCount(0);

  // In a browser at central, whoever answers for all reads what was done at the laptop.
  using reader = await openDeskClient(laptop.url, 'Reader');
  await reader.hello();
  expect(await reader.signIn('manager', SAMPLE_PASSWORD)).toMatchObject({ ok: true });
  const [patient] = await reader.ask({ kind: 'find-patients', text: 'Das', limit: 1 });
  await reader.ask({ kind: 'patient', patientId: patient?.id ?? '' });
  await reader.ask({ kind: 'sync-now' });
  const office = await page.context().newPage();
  await office.goto(centralUrl);
  await signIn(office);
  await office.getByRole('button', { name: 'Audit trail' }).click();
  const trail = office.getByRole('main');
  await expect(async () => {
    await office.reload();
    await trail.getByRole('combobox', { name: 'Whose' }).click({ timeout: 10_000 });
    await office
      .getByRole('option', { name: /^Review laptop \(.*\): [1-9]\d* entr/ })
      .click({ timeout: 10_000 });
  }).toPass(JOINED);
  await expect(trail.getByRole('button', { name: /^Patient looked at/ })).toBeVisible(JOINED);
  await trail.getByRole('button', { name: 'Check the trail' }).click();
  await expect(trail.getByText(/So (is|are) the 1 trail/)).toBeVisible(JOINED);
  await lookAt(office, 'central-whose');
  await expectAccessible(office);
  await office.close();

  // The tunnel: what was pulled is what there is.
  await central.kill('SIGKILL');
  const rail = page.getByRole('navigation', { name: 'Main' });
  await expect(rail.getByRole('button', { name: 'Settings' })).toHaveCount(0);
  await rail.getByRole('button', { name: 'Reports' }).click();
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'Reports' })).toBeVisible();
  await expect(main.getByText('Occupancy').first()).toBeVisible();
  // No computer of these branches has spoken to central yet, which is said, and not passed over.
  for (const name of ['Salt Lake', 'Park Street']) {
    await expect(main.getByText(`${name}: nothing was heard yet`).first()).toBeVisible();
  }
  await lookAt(page, 'review-reports');
  await expectAccessible(page);
  // What was done at its branches is there too, and how old that is stands above it.
  await rail.getByRole('button', { name: 'Audit trail' }).click();
  await expect(main.getByText(/^What was done at the branches whose books are here/)).toBeVisible();
  await expect(main.getByRole('button', { name: 'Save for an auditor' })).toBeDisabled();
  await lookAt(page, 'review-trail');
  await expectAccessible(page);
  const howOld = page.getByRole('list', { name: 'How old the books are' });
  for (const screen of ['Conflicts', 'Alerts']) {
    await rail.getByRole('button', { name: screen }).click();
    await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(howOld).toContainText('Salt Lake: nothing was heard yet');
  }
  await desk.goTo('Schedule');
  await expect(page.getByText('Priya Das').first()).toBeVisible();
  await lookAt(page, 'review-schedule');
  await rail.getByRole('button', { name: 'Sync' }).click();
  await expect(main.getByText('Offline')).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  rmSync(folder, { recursive: true, force: true });
});
