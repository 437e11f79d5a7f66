import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { createTestAuthority } from '../support/certificates.ts';
import { startNode } from '../support/process.ts';
import { CENTRAL, fileOf } from '../support/programs.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// A manager in a browser at central: a real central on PostgreSQL, by its TLS port.

const PAGES = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const READY_MS = 120_000;
const SLOW = { timeout: 120_000 };

// The certificate is of an authority of this test's own.
test.use({ ignoreHTTPSErrors: true });

test('a manager looks at both branches, alerts and the trail in a browser at central, and a front desk does not [MB1] [MB2] [MB3] [MB4]', async ({
  page,
}) => {
  test.setTimeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'daybook-managers-'));
  const { certFile, keyFile } = createTestAuthority('Lakeside').issue(folder);
  await using central = startNode(fileOf(CENTRAL), [
    ...['--data-folder', folder, '--port', '0', '--sample', '--json', '--pages', PAGES],
    ...['--tls-cert', certFile, '--tls-key', keyFile],
  ]);
  const url = String((await central.nextMessage(READY_MS)).url).replace('127.0.0.1', 'localhost');
  expect(url).toMatch(/^https:/);
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  await page.goto(url);
  const signIn = async (login: string, password: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(login);
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  await signIn('saltlake', SAMPLE_PASSWORD);
  await expect(page.getByText(/administrators and managers look at the book/)).toBeVisible();
  await signIn('manager', SAMPLE_PASSWORD);
  const rail = page.getByRole('navigation', { name: 'Main' });
  await expect(rail.getByRole('button', { name: 'Schedule' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New booking' })).toHaveCount(0);
  await expect(rail.getByRole('button', { name: 'Settings' })).toHaveCount(0);
  // The sample's doctors, at one branch and at the other.
  await expect(page.getByText('Priya Das').first()).toBeVisible();
  await lookAt(page, 'central-schedule');
  await page
    .getByRole('button', { name: /Park Street/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Salt Lake' }).click();
  await expect(page.getByRole('button', { name: /Salt Lake/ }).first()).toBeVisible();

  await rail.getByRole('button', { name: 'Alerts' }).click();
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'Alerts' })).toBeVisible();
  await expect(main.getByText('Nothing has to be looked at')).toBeVisible();
  await rail.getByRole('button', { name: 'Conflicts' }).click();
  await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
  await rail.getByRole('button', { name: 'Audit trail' }).click();
  await expect(main.getByRole('heading', { name: 'Audit trail' })).toBeVisible();
  await lookAt(page, 'central-trail');
  await expectAccessible(page);

  // Who answers for one branch is shown that one, wherever they look.
  await page.getByRole('button', { name: /Dev Mukherjee/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await signIn('parkmanager', SAMPLE_PASSWORD);
  await expect(rail.getByRole('button', { name: 'Schedule' })).toBeVisible();
  await expect(page.getByText('Park Street').first()).toBeVisible();
  await rail.getByRole('button', { name: 'Reports' }).click();
  await expect(main.getByText(/^Park Street/).first()).toBeVisible();
  // What is worth changing is read here; it is changed at the branch.
  await expect(main.getByRole('region', { name: 'Worth changing' })).toBeVisible(SLOW);
  await expect(main.getByRole('button', { name: /^Prepare the change/ })).toHaveCount(0);
  await rail.getByRole('button', { name: 'Audit trail' }).click();
  await expect(main.getByText('This is what was done at your branches.')).toBeVisible();
  await expect(main.getByRole('button', { name: 'Save for an auditor' })).toBeDisabled();
  await main.getByRole('button', { name: 'Check the trail' }).click();
  await expect(main.getByText('No trail of your branches is kept here.')).toBeVisible(SLOW);
  await lookAt(page, 'central-of-one');
  await expectAccessible(page);
  await expect(page.getByText('Salt Lake')).toHaveCount(0);

  const cookies = await page.context().cookies();
  expect(cookies).toMatchObject([{ name: '__Host-daybook', httpOnly: true, secure: true }]);
  // A reload is no reason to ask again; another browser is.
  await page.reload();
  await expect(rail.getByRole('button', { name: 'Schedule' })).toBeVisible();
  await page.context().clearCookies();
  await page.goto(url);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(violations).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});
