import { expect } from '@playwright/test';
import { addDays } from '../../shared/time/day.ts';
import { aCalendar, anEvent } from '../support/read-ics.ts';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// A doctor's calendar, as Google exports it, read in through the screen by the real program.

const host = hostOfFile('sample');

const MONDAY = nextMonday();
const basic = (day: string): string => day.replaceAll('-', '');
const [monday, tuesday, wednesday] = [0, 1, 2].map((n) => basic(addDays(MONDAY.day, n)));
const SUNDAY = basic(addDays(MONDAY.day, 6));

const TEACHING = [
  `DTSTART;TZID=Asia/Kolkata:${monday}T070000`,
  `DTEND;TZID=Asia/Kolkata:${monday}T080000`,
  'RRULE:FREQ=WEEKLY;COUNT=3',
];
const calendar = (...events: readonly string[]): string =>
  aCalendar('X-WR-CALNAME:Dr. Das, private', ...events);
const FIRST = calendar(
  anEvent('UID:teaching', 'SUMMARY:Teaching', ...TEACHING),
  anEvent('UID:away', 'SUMMARY:Away', `DTSTART;VALUE=DATE:${tuesday}`),
  anEvent('SUMMARY:Birthday', 'TRANSP:TRANSPARENT', `DTSTART;VALUE=DATE:${wednesday}`),
  anEvent('SUMMARY:Launch', `DTSTART;TZID=Mars/Base:${wednesday}T090000`, 'DURATION:PT1H'),
);

test('a calendar becomes time off, is brought again as it is then, and taken back [IM9] [IM10] [IM11]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const main = page.getByRole('main');
  const press = (name: string) => main.getByRole('button', { name, exact: true }).click();
  const offer = (text: string): Promise<void> =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'das.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) });
  const lookWell = async (name: string): Promise<void> => {
    await lookAt(page, name);
    await expectAccessible(page);
  };
  const fact = (name: string) => main.locator('dt', { hasText: name }).locator('+ dd');
  await desk.enter(host.url);
  await desk.goTo('Import');
  await offer(FIRST);
  await expect(main.getByText('Dr. Das, private')).toBeVisible();
  await desk.choose('Whose calendar', 'Priya Das');
  await lookWell('calendar-form');
  await press('Check the calendar');
  await expect(main.getByRole('row', { name: /Birthday/ })).toContainText('marked as free');
  await expect(main.getByRole('row', { name: /Mars/ })).toContainText('nobody knows this time');
  await expect(fact('New')).toHaveText('4');
  await expect(main.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();

  // On Tuesday somebody is booked with her.
  await press('Choose differently');
  await desk.choose('Who is booked then', 'Loses the time');
  await press('Check the calendar');
  await expect(main.getByText('They lose the time')).toBeVisible();
  await lookWell('calendar-report');
  await press('Import');
  await expect(page.getByText('Imported.')).toBeVisible();
  await desk.goTo('Time off');
  await expect(main.getByRole('row', { name: /Priya Das/ })).toHaveCount(4);

  await desk.goTo('Import');
  await offer(calendar(anEvent('UID:teaching', 'SUMMARY:Teaching', ...TEACHING)));
  await expect(main.getByText(/Chosen as for this calendar the last time/)).toBeVisible();
  await press('Check the calendar');
  await expect(fact('Gone')).toHaveText('1');
  await expect(fact('As before')).toHaveText('3');
  await press('Import');
  await expect(page.getByText('Imported.')).toBeVisible();
  await desk.goTo('Time off');
  await expect(main.getByRole('row', { name: /Priya Das/ })).toHaveCount(3);

  await desk.goTo('Import');
  await main.getByRole('button', { name: 'Take back' }).first().click();
  await expect(main.getByRole('cell', { name: 'Taken back' })).toHaveCount(1);
  await desk.goTo('Time off');
  await expect(main.getByRole('row', { name: /Priya Das/ })).toHaveCount(4);
});

longTest('a calendar becomes working time [IM9]', async ({ page }) => {
  const desk = deskOn(page);
  const main = page.getByRole('main');
  await desk.enter(host.url);
  await desk.goTo('Import');
  const session = anEvent(
    `DTSTART;TZID=Asia/Kolkata:${SUNDAY}T090000`,
    `DTEND;TZID=Asia/Kolkata:${SUNDAY}T120000`,
  );
  const buffer = Buffer.from(aCalendar(session));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'sunday.ics', mimeType: 'text/calendar', buffer });
  await desk.choose('Whose calendar', 'Priya Das');
  await desk.choose('Its events become', 'Working time');
  await main.getByRole('button', { name: 'Check the calendar' }).click();
  await main.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Imported.')).toBeVisible();
  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead + 6);
  const booking = { doctor: 'Priya Das', day: addDays(MONDAY.day, 6), time: '09:15' };
  await desk.book({ ...booking, newPatient: 'Joya Mitra' });
  await expect(desk.card('Joya Mitra')).toHaveCount(1);
});
