import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { goTo } from './go-to.ts';

export interface Brought {
  /** From the click on "Check the file" to the report. */
  readonly checkMs: number;
  /** From the click on "Import" to "Imported." */
  readonly writeMs: number;
}

const LONG = { timeout: 1_200_000 };

/** A desk of the sample clinic, which is made for it. */
export async function enterSample(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByText('Open the sample clinic').click();
  await page.locator('.rbc-event').first().waitFor(LONG);
}

/**
 * From the disk, as a person does: handed over with its content, a file is read by the page's own
 * thread, in one task that no person has.
 */
async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-file-'));
  writeFileSync(join(folder, name), text);
  await page.locator('input[type=file]').setInputFiles(join(folder, name));
}

/** Brings a file in through the screen. `doctor` is whose slots they are; null for patients. */
export async function bringFile(
  page: Page,
  name: string,
  text: string,
  doctor: string | null,
): Promise<Brought> {
  const main = page.getByRole('main');
  const press = (button: string): Promise<void> =>
    main.getByRole('button', { name: button, exact: true }).click(LONG);
  await goTo(page, 'Import');
  await chooseFile(page, name, text);
  await main.getByRole('button', { name: 'Check the file' }).waitFor(LONG);
  if (doctor) {
    await main.getByRole('combobox', { name: 'Whose slots', exact: true }).click();
    await page.getByRole('option', { name: doctor }).first().click();
  }
  const checkedMs = performance.now();
  await press('Check the file');
  await main.getByText('What would be imported').waitFor(LONG);
  const foundMs = performance.now();
  await press('Import');
  await main.getByText('Imported.').waitFor(LONG);
  return { checkMs: foundMs - checkedMs, writeMs: performance.now() - foundMs };
}

/** Brings a doctor's calendar in as time off, and takes it back. */
export async function bringCalendar(page: Page, text: string, doctor: string): Promise<void> {
  const main = page.getByRole('main');
  const press = (button: string): Promise<void> =>
    main.getByRole('button', { name: button, exact: true }).first().click(LONG);
  await goTo(page, 'Import');
  await chooseFile(page, 'a.ics', text);
  await main.getByRole('combobox', { name: 'Whose calendar', exact: true }).click(LONG);
  await page.getByRole('option', { name: doctor }).first().click();
  await main.getByRole('combobox', { name: 'Who is booked then', exact: true }).click();
  await page.getByRole('option', { name: 'Loses the time' }).first().click();
  await press('Check the calendar');
  await press('Import');
  await main.getByText('Imported.').waitFor(LONG);
}
