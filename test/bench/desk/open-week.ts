import type { Page } from 'playwright-core';
import { present } from '../../../shared/core/assert.ts';
import { goTo } from './go-to.ts';
import { paintMs, watchPaint } from './watch-paint.ts';

/** Shows the weeks of one doctor. */
export async function showWeeks(page: Page, doctor: string): Promise<void> {
  await goTo(page, 'Schedule');
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Week').click();
  await page.getByRole('button', { name: /doctors/ }).click();
  // There is always somebody shown, and never more than the week has room for.
  const others = (await checkedNames(page)).filter((name) => !name.includes(doctor));
  const toggle = (name: string): Promise<void> => page.getByRole('checkbox', { name }).click();
  for (const name of others.slice(1)) await toggle(name);
  await page.getByRole('checkbox', { name: doctor }).check();
  for (const name of others.slice(0, 1)) await toggle(name);
  await page.keyboard.press('Escape');
}

const checkedNames = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('.week-choice input:checked')].map(
      (input) => input.labels?.[0]?.textContent ?? '',
    ),
  );

/** Jumps to the week of this Monday (UTC midnight): milliseconds to its last card. */
export async function openWeek(page: Page, startMs: number): Promise<number> {
  await page.locator('.schedule-title').click();
  await page.evaluate(turnTo, startMs);
  await watchPaint(page, 'main', '.rbc-event');
  const day = new Date(startMs).getUTCDate();
  await page
    .locator('.date-picker-days button:not([data-outside])')
    .filter({ hasText: new RegExp(`^${day}$`) })
    .click();
  return present(await paintMs(page, 30_000), 'Each week has appointments.');
}

/** Runs in the page: turns the month picker to that month. */
async function turnTo(startMs: number): Promise<void> {
  const label = (ms: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...options }).format(ms);
  const wanted = `${label(startMs, { month: 'long' })} ${label(startMs, { year: 'numeric' })}`;
  const head = (): Element | null => document.querySelector('.date-picker-head');
  while (!head()) await new Promise(requestAnimationFrame);
  const monthAt = (text: string): number => Date.parse(`1 ${text} UTC`);
  const shown = (): string => head()?.querySelector('b')?.textContent?.trim() ?? '';
  while (shown() !== wanted) {
    const buttons = head()?.querySelectorAll('button') ?? [];
    const before = shown();
    (monthAt(before) > monthAt(wanted) ? buttons[0] : buttons[1])?.click();
    while (shown() === before) await new Promise((resolve) => setTimeout(resolve));
  }
}
