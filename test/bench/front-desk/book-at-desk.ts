import type { Page } from 'playwright-core';
import { assert } from '../../../shared/core/assert.ts';
import type { FreeTime } from '../year/build-year.ts';
import { addBareButton, removeBareCards } from './bare-page.ts';
import { cardPaintMs, watchCard } from './watch-name.ts';

const LONG = { timeout: 60_000 };

/** Books this time for whoever has this number: milliseconds from the last click to the card. */
export async function bookAtDesk(
  page: Page,
  { doctor, day, time }: FreeTime,
  patientNumber: string,
): Promise<{ readonly name: string; readonly ms: number }> {
  const panel = page.getByRole('complementary');
  await page.getByRole('button', { name: 'New booking' }).click();
  await page.getByRole('combobox', { name: 'Doctor', exact: true }).click();
  await page.getByRole('option', { name: doctor }).first().click();
  await panel.getByLabel('Day', { exact: true }).fill(day);
  await panel.getByLabel('Time', { exact: true }).fill(time);
  await panel.getByText(/Held for you/).waitFor(LONG);
  await panel.getByRole('combobox', { name: 'Patient' }).fill(patientNumber);
  const found = panel.getByRole('option').filter({ hasText: patientNumber });
  await found.waitFor(LONG);
  const name = (await found.locator('b').textContent()) ?? '';
  await found.click();
  // Who was booked first that day would be taken for the new one.
  assert((await page.locator('main .rbc-event').filter({ hasText: name }).count()) === 0, name);
  await panel.locator('.picked-patient').waitFor(LONG);
  await watchCard(page, name);
  await panel.getByRole('button', { name: 'Book', exact: true }).click();
  const ms = await cardPaintMs(page);
  await panel.getByRole('heading', { name }).waitFor(LONG);
  return { name, ms };
}

/** The same on the same page with a bare row and a copied card. */
export async function bookBare(page: Page, name: string): Promise<number> {
  await addBareButton(page, name);
  await watchCard(page, name);
  await page.locator('.bare-button').click();
  const ms = await cardPaintMs(page);
  await removeBareCards(page);
  return ms;
}
