import type { Locator, Page } from 'playwright-core';
import { goTo } from './go-to.ts';
import { paintMs, watchPaint } from './watch-paint.ts';

/** A letter that changes nothing of what is shown is not waited for any longer. */
const UNCHANGED_MS = 3000;

/** Types a name into the search for patients: milliseconds of each letter that changes who is shown. */
export async function typeName(page: Page, name: string): Promise<readonly number[]> {
  await goTo(page, 'Patients');
  const field = page.getByRole('textbox', { name: 'Search' });
  await field.fill('');
  await page.getByText('Type to find someone.').waitFor();
  return (await typeInto(page, field, name)).filter((ms) => ms !== null);
}

/** The same in any field of a page of people, letter by letter; null for one that changes nothing. */
export async function typeInto(
  page: Page,
  field: Locator,
  name: string,
): Promise<readonly (number | null)[]> {
  await field.focus();
  const times: (number | null)[] = [];
  for (const letter of name) {
    await watchPaint(page, '.page', 'tr, table, p');
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    times.push(await paintMs(page, UNCHANGED_MS));
  }
  return times;
}
