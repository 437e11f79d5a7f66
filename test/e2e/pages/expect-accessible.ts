import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Nothing for axe to find on the page, or in a part of it (a CSS selector), in either theme. It looks
 * again for a while: a colour that is on its way to another is neither.
 */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(async () => expect(await violationsOn(page, part)).toEqual([])).toPass({
      timeout: 30_000,
    });
  }
}

/** Each with its rule, how often it is broken and the first element that breaks it. */
async function violationsOn(page: Page, part?: string): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id} (${nodes.length}) ${nodes[0]?.html}`);
}
