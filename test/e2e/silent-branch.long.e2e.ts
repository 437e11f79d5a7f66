import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { SAMPLE_BRANCHES } from '../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { openDeskClient } from '../support/desk-client.ts';
import { startNode } from '../support/process.ts';
import { createProgramClock } from '../support/program-clock.ts';
import { createCalls } from '../support/real-central.ts';
import { startHost } from '../support/running-host.ts';
import { test } from './pages/clinic-test.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// A branch whose computer goes off over the weekend and does not come back on Monday: central and
// the branch are programs of their own, and live as long as the test says.

const CENTRAL = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const PAGES = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const READY_MS = 120_000;
/** Central looks once a minute. */
const NOTICED = { timeout: 180_000 };

test('a branch that central does not hear in its opening hours is told of to a manager in a browser there [AL2] [AL3] [AL9]', async ({
  page,
}) => {
  test.setTimeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'daybook-central-'));
  using clock = createProgramClock();
  const place = ['--data-folder', folder, '--port', '0', '--pages', PAGES, '--sample', '--json'];
  await using central = startNode(CENTRAL, place, { env: clock.env });
  await using branch = await startHost(undefined, READY_MS, clock.env);
  const centralUrl = String((await central.nextMessage(READY_MS)).url);
  const { id, name } = SAMPLE_BRANCHES['salt-lake'];
  const admin = { login: 'admin', password: SAMPLE_PASSWORD };
  const device = { name, kind: 'branch', branchId: id } as const;
  const code = await createCalls(centralUrl).newCode(admin, device);
  using front = await openDeskClient(branch.url);
  await front.hello();
  expect(await front.setUp({ kind: 'join', centralUrl, code })).toMatchObject({ ok: true });
  // It was heard; then its plug is pulled, and it is Monday noon.
  await branch.kill();
  clock.setLater(Date.parse(`${nextMonday().day}T13:00+05:30`) - Date.now());

  await page.goto(centralUrl);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('manager');
  await page.getByRole('textbox', { name: 'Password' }).fill(SAMPLE_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const rail = page.getByRole('navigation', { name: 'Main' });
  await rail.getByRole('button', { name: 'Alerts' }).click();
  const main = page.getByRole('main');
  const row = main.getByRole('row', { name: /A branch is not heard/ });
  await expect(row).toContainText(/Central has not heard from Salt Lake for \d+ hours/, NOTICED);
  await expect(row).toContainText('Urgent');
  await expect(page.getByRole('button', { name: 'Alerts, 1 open' })).toBeVisible();
  await lookAt(page, 'branch-silent');
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Look into it' }).click();
  await expect(main.getByText('Salt Lake').first()).toBeVisible();
  await expectAccessible(page);
  // Who knows of it settles it, also at central.
  await rail.getByRole('button', { name: 'Alerts' }).click();
  await row.getByRole('button', { name: 'Settle' }).click();
  await expect(main.getByText('Nothing has to be looked at')).toBeVisible();
  rmSync(folder, { recursive: true, force: true });
});
