import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { readXlsx } from 'hucre/xlsx';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Files that leave the book through the screen, as a person takes them.

const host = hostOfFile('sample');
const MONDAY = nextMonday();

test('a doctor’s calendar and a table of the branch are saved, with and without the names [EX1] [EX3]', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const desk = deskOn(page);
  const main = page.getByRole('main');
  const save = async (): Promise<{ name: string; bytes: Buffer }> => {
    const downloaded = page.waitForEvent('download');
    await main.getByRole('button', { name: 'Save the file' }).click();
    const download = await downloaded;
    return {
      name: download.suggestedFilename(),
      bytes: readFileSync(await download.path()),
    };
  };
  await desk.enter(host.url);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Joya Mitra' };
  await desk.book({ ...booking, orFree: true });
  await desk.goTo('Export');
  await desk.choose('Doctor', 'Priya Das');
  await main.getByLabel('From').fill(MONDAY.day);
  await main.getByLabel('Until').fill(MONDAY.day);
  await lookAt(page, 'export');
  await expectAccessible(page);

  const unnamed = await save();
  expect(unnamed.name).toBe(`Priya Das appointments ${MONDAY.day}.ics`);
  const text = unnamed.bytes.toString('utf8');
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/);
  expect(text).not.toContain('Joya Mitra');
  await expect(main.getByText(/is saved, with/)).toBeVisible();

  await main.getByRole('switch', { name: /Say who the patients are/ }).click();
  expect((await save()).bytes.toString('utf8')).toContain('SUMMARY:Joya Mitra');

  await desk.choose('File', 'Excel');
  await desk.choose('Doctor', 'All of this branch');
  const table = await save();
  expect(table.name).toBe(`Salt Lake appointments ${MONDAY.day}.xlsx`);
  const { sheets } = await readXlsx(table.bytes);
  expect(sheets[0]?.rows.flat()).toContain('Joya Mitra');

  await main.getByLabel('Until').fill('2020-01-01');
  await main.getByRole('button', { name: 'Save the file' }).click();
  await expect(main.getByText(/a last day that is not before the first/)).toBeVisible();
});
