import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from '@playwright/test';
import { readPdf } from '../support/read-pdf.ts';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// The day on paper, for the doctor's desk and for a day without power.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

test('a day is printed with a page for each doctor, and nothing but the sheet on it, and is saved as a PDF [VI5] [VI7]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Joya Mitra' };
  await desk.book(booking);
  await page.goto(`${new URL(page.url()).origin}/#/day-sheet`);
  await page.getByLabel('Day', { exact: true }).fill(MONDAY.day);
  const das = page.getByRole('article', { name: 'Dr. Priya Das, Salt Lake' });
  await expect(das).toContainText('Joya Mitra');
  await expect(page.getByRole('article').nth(1)).toBeVisible();
  await lookAt(page, 'day-sheet');
  await expectAccessible(page);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'PDF' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe(`Day sheet of Salt Lake, ${MONDAY.day}.pdf`);
  expect((await readPdf(readFileSync(await saved.path()))).join('|')).toContain('Joya Mitra');
  await expect(page.getByText(/Saved as Day sheet of Salt Lake/)).toBeVisible();
  await desk.choose('Doctor', 'Priya Das');
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(das).toBeVisible();
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  expect(await das.evaluate((sheet) => getComputedStyle(sheet).color)).toBe('rgb(0, 0, 0)');
  const look = process.env.DAYBOOK_LOOK;
  if (look) await page.pdf({ path: `${look}/day-sheet.pdf` });
});

test('day sheets for an outage are switched on in Settings, and a browser opens one by its password [VI6]', async ({
  page,
  context,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Settings');
  await expect(page.getByText('None are made.')).toBeVisible();
  await page.getByLabel('Made at').fill('00:00');
  await page.getByLabel('Password that opens them').fill('for a dark day');
  await page.getByRole('button', { name: 'Make day sheets' }).click();
  await expect(
    page.getByText(/Made each day at 00:00. The last is of \d{4}-\d\d-\d\d/),
  ).toBeVisible();
  await page.getByText('Day sheets for an outage').scrollIntoViewIfNeeded();
  await lookAt(page, 'day-sheets-settings');
  const hint = (await page.getByText(/The files are in/).textContent()) ?? '';
  const folder = /The files are in (.*)\.$/.exec(hint)?.[1] ?? '';
  const [file = ''] = readdirSync(folder);
  const paper = await context.newPage();
  await paper.goto(String(pathToFileURL(join(folder, file))));
  await paper.getByLabel('Password').fill('wrong password');
  await paper.getByRole('button', { name: 'Open' }).click();
  await expect(paper.getByText('That is not the password.')).toBeVisible();
  await paper.getByLabel('Password').fill('for a dark day');
  await paper.getByRole('button', { name: 'Open' }).click();
  await expect(
    paper.getByRole('heading', { name: /Salt Lake, \w{3}, \d+ \w+ \d{4}/ }).first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Make none any more' }).click();
  await expect(page.getByText('None are made.')).toBeVisible();
  expect(readdirSync(folder)).toEqual([]);
});
