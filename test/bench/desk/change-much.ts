import type { Page } from 'playwright-core';
import { goTo } from './go-to.ts';

const LONG = { timeout: 1_200_000 };

const takeBack = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+z');
  await page.getByText('Taken back.').first().waitFor(LONG);
};

/** Gives every session to come of the clinic other slots, by the screen, and takes it back after `doneThen`. */
export async function changeMany(page: Page, doneThen: () => Promise<void>): Promise<void> {
  const panel = page.getByRole('complementary');
  await goTo(page, 'Schedule');
  await page
    .getByRole('button', { name: /Working time of / })
    .first()
    .click();
  await panel.getByRole('button', { name: 'Change many at once…' }).click();
  await panel.getByLabel('New slot length').fill('30');
  await panel.getByRole('button', { name: /^Change \d[\d,]* sessions$/ }).click(LONG);
  await page
    .getByText(/^[\d,]+ sessions changed\./)
    .first()
    .waitFor(LONG);
  await doneThen();
  await takeBack(page);
}

/** Makes a template of the shown week of a doctor, and uses it over three months from a Monday. */
export async function applyTemplate(
  page: Page,
  { doctor, monday, lastDay }: Readonly<Record<'doctor' | 'monday' | 'lastDay', string>>,
  doneThen: () => Promise<void>,
): Promise<void> {
  const choose = async (label: string, option: string): Promise<void> => {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option }).first().click();
  };
  await goTo(page, 'Templates');
  await page.getByRole('button', { name: 'New template' }).click();
  await page.getByLabel('Name').fill('A week');
  await choose('Doctor', doctor);
  await page.getByLabel('A day of the week').fill(monday);
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.getByLabel('From 1', { exact: true }).waitFor(LONG);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Use “A week”' }).click(LONG);
  await page.getByLabel('From day').fill(monday);
  await page.getByLabel('Until day').fill(lastDay);
  await page.getByText('Overwrite').click();
  await page.getByText(/Sessions: |Nothing would change/).waitFor(LONG);
  const use = page.getByRole('button', { name: 'Use it', exact: true });
  if (await use.isEnabled()) {
    await use.click();
    await page
      .getByText(/^Working time changed on /)
      .first()
      .waitFor(LONG);
  }
  await doneThen();
}
