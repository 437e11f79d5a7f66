import { gzipSync } from 'node:zlib';
import { expect, type Page } from '@playwright/test';
import { writeXlsx } from 'hucre/xlsx';
import { addDays } from '../../shared/time/day.ts';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Files of a clinic that comes to Daybook, read in through the screen by the real program.

const host = hostOfFile('sample');
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const PEOPLE = 400;
const person = (i: number): string => `${1000 + i};Marlene Köhler-${i};19.${10 + (i % 3)}.1971`;
const people = Array.from({ length: PEOPLE }, (_, i) => person(i));

/** A Sunday, when nobody of the sample works: 09:00 to 13:00, every other slot booked. */
const MONDAY = nextMonday();
const SUNDAY = { day: addDays(MONDAY.day, 6), daysAhead: MONDAY.daysAhead + 6 };
const slots = Array.from({ length: 16 }, (_, i) => {
  const minute = 540 + 15 * i;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `S${i},${SUNDAY.day},${two(Math.floor(minute / 60))}:${two(minute % 60)},${i % 2 === 0}`;
});

test('a clinic brings its people and its slots, and takes both back [IM1] [IM3] [IM4] [IM8]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const main = page.getByRole('main');
  const press = (name: string) => main.getByRole('button', { name, exact: true }).click();
  const offer = (name: string, content: string | Uint8Array): Promise<void> =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await desk.enter(host.url);
  await desk.goTo('Import');

  // Nothing names these columns: what the file holds is said by the person.
  await offer('people.csv', Buffer.from([...people, '7;Nobody;31.02.1980'].join('\r\n'), 'latin1'));
  // Both have these letters.
  await expect(main.getByRole('combobox', { name: 'Its letters are' })).toHaveValue(
    /windows-125[24]/,
  );
  await expect(main.getByRole('combobox', { name: 'Columns are parted by' })).toHaveValue(
    'Semicolons',
  );
  await expect(main.getByRole('switch', { name: /first row names/ })).not.toBeChecked();
  await expect(main.getByRole('cell', { name: /Marlene Köhler-0 · Marlene/ })).toBeVisible();
  await desk.choose('Means: Column 1', 'Number');
  await desk.choose('Means: Column 2', 'Name');
  await desk.choose('Means: Column 3', 'Date of birth');
  await desk.choose('Dates are written', 'dd.mm.yyyy');
  await press('Check the file');
  const wrong = main.getByRole('row').filter({ hasText: 'is no day' });
  await expect(wrong.getByRole('cell').first()).toHaveText(String(PEOPLE + 1));
  await expect(main.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();

  // Packed, with headings, and mended.
  await press('Choose another file');
  const packed = gzipSync(['Nr;Name;Geburtsdatum (birth)', ...people].join('\n'));
  await offer('people.csv.gz', packed);
  await expect(main.getByRole('switch', { name: /first row names/ })).toBeChecked();
  await desk.choose('Means: Nr', 'Number');
  await press('Check the file');
  await press('Import');
  await expect(page.getByText('Imported.')).toBeVisible();

  await offer('slots.csv', ['slot_id,date,time,available', ...slots].join('\n'));
  await desk.choose('Whose slots', 'Priya Das');
  await press('Check the file');
  await expect(main.getByText('Sessions')).toBeVisible();
  await press('Import');
  await expect(page.getByText('Imported.')).toBeVisible();

  await desk.goTo('Schedule');
  await desk.goToDay(SUNDAY.daysAhead);
  await expect(desk.card('Marlene Köhler')).toHaveCount(8);

  // The next file of the same clinic is read as this one was.
  await desk.goTo('Import');
  await offer(
    'slots-2.csv',
    ['slot_id,date,time,available', 'S99,2031-02-02,09:00,true'].join('\n'),
  );
  await expect(main.getByText(/Read as the last file with these columns/)).toBeVisible();
  await expect(main.getByRole('combobox', { name: 'Whose slots' })).toHaveValue(/Priya Das/);

  await desk.goTo('Schedule');
  await desk.goTo('Import');
  const takeBack = (file: string) =>
    main.getByRole('row').filter({ hasText: file }).getByRole('button', { name: 'Take back' });
  await takeBack('people.csv.gz').click();
  await expect(main.getByText(/Something was built on this import/)).toBeVisible();
  await takeBack('slots.csv').click();
  await expect(main.getByRole('cell', { name: 'Taken back' })).toHaveCount(1);
  await takeBack('people.csv.gz').click();
  await expect(main.getByRole('cell', { name: 'Taken back' })).toHaveCount(2);
  await desk.goTo('Schedule');
  await expect(page.getByRole('button', { name: 'Next day' })).toBeVisible();
  await expect(desk.card('Marlene Köhler')).toHaveCount(0);
});

longTest('an Excel file is read in from the sheet that is chosen [IM13]', async ({ page }) => {
  const desk = deskOn(page);
  const main = page.getByRole('main');
  await desk.enter(host.url);
  await desk.goTo('Import');
  const born = new Date('1971-05-17T00:00Z');
  const rows = [
    ['id', 'name', 'dob'],
    [77_001, 'Irma Excelsior', born],
  ];
  const workbook = await writeXlsx({
    sheets: [
      { name: 'Notes', rows: [['Not', 'this one']] },
      { name: 'People', rows },
    ],
  });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.xlsx', mimeType: EXCEL, buffer: Buffer.from(workbook) });
  await desk.choose('Sheet', 'People');
  await expect(main.getByRole('cell', { name: '1971-05-17' })).toBeVisible();
  await main.getByRole('button', { name: 'Check the file' }).click();
  await main.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Imported.')).toBeVisible();
  await desk.goTo('Patients');
  await page.getByRole('textbox', { name: 'Search' }).fill('Irma Ex');
  await expect(page.getByText('Irma Excelsior').first()).toBeVisible();
});

test('a large file shows how far it is, and one that is called off leaves nothing [IM6]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const main = page.getByRole('main');
  await desk.enter(host.url);
  await desk.goTo('Import');
  const many = Array.from({ length: 60_000 }, (_, i) => `${200_000 + i},Many ${i},1980-01-01`);
  const buffer = Buffer.from(['id,name,dob', ...many].join('\n'));
  const offer = (): Promise<void> =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer });

  const notRead = callOffWhile(page, /Reading the file… \d+%/.source);
  await offer();
  await notRead;
  await expect(main.getByText('Called off. Nothing was imported.')).toBeVisible();

  await offer();
  await main.getByRole('button', { name: 'Check the file' }).click({ timeout: 60_000 });
  await expect(main.getByText(/Checking… [\d,]+ rows/)).toBeVisible();
  const calledOff = callOffWhile(page, /Writing… [1-9][\d,]* of 60,000/.source);
  await main.getByRole('button', { name: 'Import', exact: true }).click({ timeout: 60_000 });
  await calledOff;
  await expect(main.getByText('Called off. Nothing was imported.')).toBeVisible({
    timeout: 60_000,
  });
  await lookAt(page, 'called-off');
  await expect(main.getByRole('row').filter({ hasText: 'many.csv' })).toHaveCount(0);
  await desk.goTo('Patients');
  await page.getByRole('textbox', { name: 'Search' }).fill('Many 4');
  await expect(page.getByText('Nobody found.')).toBeVisible();

  await desk.goTo('Import');
  await offer();
  await main.getByRole('button', { name: 'Check the file' }).click({ timeout: 60_000 });
  await main.getByRole('button', { name: 'Import', exact: true }).click({ timeout: 60_000 });
  await expect(main.getByText('Imported.')).toBeVisible({ timeout: 60_000 });
  await expect(main.getByRole('row').filter({ hasText: 'many.csv' })).toHaveCount(1);
});

/** Presses Cancel the moment the screen says `pattern`; a test of its own is too slow for that. */
const callOffWhile = (page: Page, pattern: string): Promise<void> =>
  page.evaluate(
    (said) =>
      new Promise((resolve) => {
        const look = new MutationObserver(() => {
          if (!new RegExp(said).test(document.body.textContent)) return;
          const buttons = [...document.querySelectorAll('button')];
          buttons.find((button) => button.textContent === 'Cancel')?.click();
          look.disconnect();
          resolve();
        });
        look.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    pattern,
  );
