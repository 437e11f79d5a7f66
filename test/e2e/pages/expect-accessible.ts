import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What themes differ in is colours, and this is what axe says of colours. */
const RULES = { light: null, dark: ['color-contrast'] };

/** It is half a megabyte of code, and stays on a page until that is loaded anew. */
const hasAxe = (page: Page): Promise<boolean> => page.evaluate(() => 'axe' in window);

/**
 * Nothing for axe to find on the page, or in a part of it (a CSS selector), in either theme. It looks
 * again for a while: a colour that is on its way to another is neither.
 */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const look = () => violationsOn(page, RULES[colorScheme], part);
    await expect(async () => expect(await look()).toEqual([])).toPass({ timeout: 30_000 });
  }
}

/** Each with its rule, how often it is broken and the first element that breaks it. */
async function violationsOn(
  page: Page,
  rules: string[] | null,
  part?: string,
): Promise<readonly string[]> {
  // In the page itself: to have another one sum up what it found costs more than to look, and is
  // for pages with frames of other origins in them.
  const axe = new AxeBuilder({ page, ...((await hasAxe(page)) && { axeSource: ';' }) });
  // Of what is well nobody asks for an account, nor where an element stands but for its text.
  axe.setLegacyMode().options({ resultTypes: ['violations'], selectors: false });
  if (rules) axe.withRules(rules);
  if (part) axe.include(part);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id} (${nodes.length}) ${nodes[0]?.html}`);
}
