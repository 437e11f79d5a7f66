import type { Page } from 'playwright-core';

/** Turns to a screen, in the rail or behind its "More". */
export async function goTo(page: Page, screen: string): Promise<void> {
  const rail = page.getByRole('navigation');
  const inRail = rail.getByRole('button', { name: screen, exact: true });
  await rail.waitFor();
  if (await inRail.isVisible()) return inRail.click();
  await rail.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: screen }).click();
}
