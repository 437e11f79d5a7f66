import type { Page } from 'playwright-core';
import type { FreeTime } from '../year/build-year.ts';
import { type CardTimes, cardPaintMs, watchCard } from './watch-card.ts';

const LONG = { timeout: 60_000 };

/** Fills a booking of this time for whoever has this number, up to the last click: the patient's name. */
export async function fillBooking(
  page: Page,
  { doctor, day, time }: FreeTime,
  patientNumber: string,
): Promise<string> {
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
  await panel.locator('.picked-patient').waitFor(LONG);
  return name;
}

/** From the click that books to the card. */
export async function clickBook(page: Page, name: string): Promise<readonly CardTimes[]> {
  await watchCard(page, name);
  await page.getByRole('complementary').getByRole('button', { name: 'Book', exact: true }).click();
  return [await cardPaintMs(page)];
}

/** The same on the same page with a bare row and a copied card. */
export async function clickBare(page: Page, name: string): Promise<readonly CardTimes[]> {
  await watchCard(page, name);
  await page.locator('.bare-button').click();
  return [await cardPaintMs(page)];
}
