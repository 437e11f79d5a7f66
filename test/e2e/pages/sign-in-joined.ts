import { expect, type Page } from '@playwright/test';
import { SAMPLE_PASSWORD, SAMPLE_USERS } from '../../../shared/sample/sample-users.ts';

/** A host makes a database, joins, and gets the book, perhaps on a busy machine. */
const JOINED = { timeout: 60_000 };
const [{ login, name: adminName }] = SAMPLE_USERS;

/** Signs the sample's administrator in at a host that has joined, once its users have come. */
export async function signInJoined(page: Page): Promise<void> {
  const isIn = page.getByRole('button', { name: 'New booking' });
  await expect(async () => {
    if (await isIn.isVisible()) return;
    const offered = page.getByRole('button', { name: adminName }).first();
    if (await offered.isVisible()) await offered.click();
    else {
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill(login);
      await page.getByRole('textbox', { name: 'Password' }).fill(SAMPLE_PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
    }
    await expect(isIn).toBeVisible({ timeout: 5_000 });
  }).toPass(JOINED);
}
