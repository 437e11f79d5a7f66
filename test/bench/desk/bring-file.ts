import type { Page } from 'playwright-core';

export interface Brought {
  /** From the click on "Check the file" to the report. */
  readonly checkMs: number;
  /** From the click on "Import" to "Imported." */
  readonly writeMs: number;
}

const LONG = { timeout: 300_000 };

/** A desk of the sample clinic, which is made for it. */
export async function enterSample(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByText('Open the sample clinic').click();
  await page.locator('.rbc-event').first().waitFor(LONG);
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
  await page.getByRole('navigation').getByRole('button', { name: 'Import' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
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
