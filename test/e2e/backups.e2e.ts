import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// Whoever looks after a branch's computer backs its book up and puts a backup back, on the screen.

/** A second process opens the copy, perhaps on a busy machine. */
const LOOKED_INTO = { timeout: 60_000 };
const host = hostOfFile('sample');

test('a backup is made, explained, and put in the place of the book [BU5] [BU7]', async ({
  page,
}) => {
  // The book is copied, looked into twice, and its host starts anew.
  test.setTimeout(240_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Settings');
  await expect(page.getByText('There are no backups yet.')).toBeVisible();
  const room = (name: string) => page.getByRole('row', { name: new RegExp(name) });
  const addRoom = async (name: string): Promise<void> => {
    await page.getByLabel('Name of the room').fill(name);
    await page.getByRole('button', { name: 'Add the room' }).click();
    await expect(room(name)).toBeVisible();
  };
  await addRoom('Theatre');
  await page.getByRole('button', { name: 'Make a backup now' }).click();
  await expect(page.getByText(/Copying the book|Opening the copy/)).toBeVisible();
  await expect(page.getByText('The backup is made, and was looked into.')).toBeVisible(LOOKED_INTO);
  const row = page.getByRole('row').filter({ hasText: /\d+ appointments, \d+ patients/ });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(/\d+ MB/);

  await addRoom('Made by mistake');

  await row.getByRole('button', { name: /^Restore the backup of/ }).click();
  const confirm = page.getByRole('region', { name: /^Put the book back to how it was/ });
  await expect(confirm).toContainText('The book as it is now is kept beside it');
  await confirm.scrollIntoViewIfNeeded();
  await lookAt(page, 'restore');
  await expectAccessible(page);
  await confirm.getByRole('button', { name: 'Restore it' }).click();
  await expect(page.getByText('The backup takes its place.')).toBeVisible(LOOKED_INTO);
  // The host ends, comes back, and shows the book as it was.
  await expect(room('Made by mistake')).toHaveCount(0, LOOKED_INTO);
  await expect(room('Theatre')).toBeVisible(LOOKED_INTO);
  await expect(row).toHaveCount(1);
});

test('who works at the front desk is not bothered with backups [BU7]', async ({ page }) => {
  await deskOn(page).enter(host.url);
  await page.getByRole('button', { name: 'RP, Ruma Paul' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Asha Roy' }).first().click();
  await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible();
  await deskOn(page).goTo('Settings');
  await expect(page.getByRole('heading', { name: 'This computer' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make a backup now' })).toHaveCount(0);
});
