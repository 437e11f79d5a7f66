import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// Whom an administrator lets in, and at which branches, on the real program.

const host = hostOfFile('sample');

test('a manager is held to one branch and given another, and the only administrator stays [PE1] [PE2]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Settings');
  const row = page.getByRole('row', { name: /Dev Mukherjee/ });
  await expect(row).toContainText('All branches');
  await row.getByRole('button', { name: 'Edit Dev Mukherjee' }).click();
  const form = page.locator('form', { has: page.getByLabel('Sign-in name') });
  await form.getByRole('combobox', { name: 'At these branches' }).click();
  await page.getByRole('option', { name: 'Park Street' }).click();
  await page.keyboard.press('Escape');
  await row.scrollIntoViewIfNeeded();
  await lookAt(page, 'accounts-settings');
  await form.getByRole('button', { name: 'Save the change' }).click();
  await expect(row).toContainText('Park Street');
  await expect(row).not.toContainText('All branches');

  await page.getByRole('button', { name: 'Edit Ruma Paul' }).click();
  await form.getByRole('switch', { name: 'May sign in' }).click();
  await form.getByRole('button', { name: 'Save the change' }).click();
  await expect(page.getByText(/Ruma Paul is the only administrator of all branches/)).toBeVisible();
  await expectAccessible(page);
});
