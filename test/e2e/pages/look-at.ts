import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** For looking at screens by eye: DAYBOOK_LOOK names a folder for their pictures. */
export async function lookAt(page: Page, name: string): Promise<void> {
  const to = process.env.DAYBOOK_LOOK;
  if (!to) return;
  for (const scheme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(to, `${name}-${scheme}-${width}.png`), timeout: 60_000 });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
}
