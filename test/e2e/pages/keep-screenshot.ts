import { join } from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = join(import.meta.dirname, '../screenshots');

/** Renews a picture of the README, when asked to by DAYBOOK_SCREENSHOTS=1. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env.DAYBOOK_SCREENSHOTS !== '1') return;
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(FOLDER, `${name}.png`), timeout: 60_000 });
}
