import { expect } from '@playwright/test';
import { addDays } from '../../shared/time/day.ts';
import { aCalendar, anEvent } from '../support/read-ics.ts';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Appointments of another program, from a table and from a calendar, read in through the screen.

const host = hostOfFile('sample');

/** A Sunday, when nobody of the sample works: she works from nine to one by a file. */
const MONDAY = nextMonday();
const SUNDAY = { day: addDays(MONDAY.day, 6), daysAhead: MONDAY.daysAhead + 6 };
const two = (n: number): string => String(n).padStart(2, '0');
const slots = Array.from({ length: 16 }, (_, i) => {
  const minute = 540 + 15 * i;
  return `S${i},${SUNDAY.day},${two(Math.floor(minute / 60))}:${two(minute % 60)},true`;
});

const HEAD = 'appointment no,date,start,doctor,service,status,patient,birth,e-mail';
const row = (no: number, time: string, name: string, more: Partial<Record<string, string>> = {}) =>
  [
    ...[no, SUNDAY.day, time, more.doctor ?? 'Dr. Priya Das', more.service ?? 'Consultation'],
    ...[more.status ?? '', name, more.birth ?? '', more.email ?? ''],
  ].join(',');
const table = (...rows: readonly string[]): string => [HEAD, ...rows].join('\n');

test('a table of appointments is tried, what cannot be booked is told with why, the rest is booked, moved and taken back [IV1] [IV3] [IV4]', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const desk = deskOn(page);
  const main = page.getByRole('main');
  const press = (name: string) => main.getByRole('button', { name, exact: true }).click();
  const offer = (name: string, text: string): Promise<void> =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  const fact = (name: string) => main.locator('dt', { hasText: name }).locator('+ dd');
  const done = () => expect(page.getByText('Imported.')).toBeVisible();
  const lookWell = async (name: string): Promise<void> => {
    await lookAt(page, name);
    await expectAccessible(page);
  };
  await desk.enter(host.url);
  await desk.goTo('Import');
  await lookWell('import-start');
  await offer('slots.csv', ['slot_id,date,time,available', ...slots].join('\n'));
  await desk.choose('Whose slots', 'Priya Das');
  await press('Check the file');
  await press('Import');
  await done();

  await offer('visits.csv', table(row(1, '25:00', 'Joya Mitra'), row(2, '09:15', '')));
  await expect(main.getByRole('combobox', { name: 'The file holds' })).toHaveValue('Appointments');
  await lookWell('visits-form');
  await press('Check the file');
  await expect(main.getByRole('row', { name: /Wrong: that is no time/ })).toBeVisible();
  await expect(fact('Wrong rows')).toHaveText('2');
  await expect(main.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await lookWell('visits-wrong');

  await desk.goTo('Schedule');
  await desk.goTo('Import');
  const first = table(
    row(1, '09:00', 'Joya Mitra', { email: 'joya@example.org' }),
    row(2, '09:15', 'Vani Rao', { birth: '1990-01-31' }),
    row(3, '09:05', 'Uma Nath'),
    row(4, '10:00', 'Uma Nath', { doctor: 'Nobody' }),
    row(5, '10:15', 'Uma Nath', { service: 'Dancing' }),
    row(6, '20:00', 'Uma Nath'),
  );
  await offer('visits.csv', first);
  await press('Check the file');
  await expect(fact('New patients')).toHaveText('2');
  await expect(fact('Left out')).toHaveText('4');
  await expect(main.getByRole('row', { name: /with no doctor of ours/ })).toBeVisible();
  await expect(main.getByRole('row', { name: /for no service of ours/ })).toBeVisible();
  await lookWell('visits-report');
  await press('Import');
  await done();

  await offer(
    'visits.csv',
    table(row(1, '11:00', 'Joya Mitra'), row(2, '09:15', 'Vani Rao', { status: 'cancelled' })),
  );
  await press('Check the file');
  await expect(fact('Moved')).toHaveText('1');
  await expect(fact('Called off')).toHaveText('1');
  await press('Import');
  await done();
  await main.getByRole('button', { name: 'Take back' }).first().click();
  await expect(main.getByRole('cell', { name: 'Taken back' })).toHaveCount(1);
  await lookWell('visits-taken-back');
  await desk.goTo('Schedule');
  await desk.goToDay(SUNDAY.daysAhead);
  await expect(desk.card('Joya Mitra')).toContainText('09:00');
  await expect(desk.card('Vani Rao')).toContainText('09:15');
});

longTest(
  'the events of a calendar become appointments of those they name, and nothing is doubled when it comes again [IV5]',
  async ({ page }) => {
    test.setTimeout(240_000);
    const desk = deskOn(page);
    const main = page.getByRole('main');
    const press = (name: string) => main.getByRole('button', { name, exact: true }).click();
    const fact = (name: string) => main.locator('dt', { hasText: name }).locator('+ dd');
    const at = (time: string, ...lines: readonly string[]): string =>
      anEvent(
        `DTSTART;TZID=Asia/Kolkata:${SUNDAY.day.replaceAll('-', '')}T${time}00`,
        ...['DURATION:PT15M', ...lines],
      );
    const text = aCalendar(
      'X-WR-CALNAME:Dr. Das, clinic',
      at('1200', 'UID:a', 'SUMMARY:Consultation', 'ATTENDEE;CN=J. Mitra:mailto:joya@example.org'),
      at('1215', 'UID:b', 'SUMMARY:Tuhina Bagchi - first visit'),
      at('1230', 'UID:c', 'SUMMARY:Lunch'),
      at('1245', 'UID:d', 'SUMMARY:Private', 'TRANSP:TRANSPARENT'),
    );
    const offer = (): Promise<void> =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'das.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) });
    const lookWell = async (name: string): Promise<void> => {
      await lookAt(page, name);
      await expectAccessible(page);
    };
    await desk.enter(host.url);
    await desk.goTo('Import');
    await offer();
    await desk.choose('Whose calendar', 'Priya Das');
    await desk.choose('Its events become', 'Appointments');
    await desk.choose('Service, where none is named', 'Consultation');
    await lookWell('calendar-visits-form');
    await press('Check the calendar');
    await expect(fact('New').first()).toHaveText('1');
    await expect(main.getByRole('row', { name: /Lunch/ })).toContainText('nobody of ours is named');
    await press('Choose differently');
    await desk.choose('Whoever is not known here', 'Becomes a new patient');
    await press('Check the calendar');
    await expect(main.getByRole('row', { name: /Tuhina Bagchi/ })).toContainText('new patient');
    await lookWell('calendar-visits-report');
    await press('Choose differently');
    await desk.choose('Whoever is not known here', 'Is left out');
    await press('Check the calendar');
    await press('Import');
    await expect(page.getByText('Imported.')).toBeVisible();
    await offer();
    await expect(main.getByRole('combobox', { name: 'Its events become' })).toHaveValue(
      'Appointments',
    );
    await press('Check the calendar');
    await expect(fact('As before')).toHaveText('1');
    await desk.goTo('Schedule');
    await desk.goToDay(SUNDAY.daysAhead);
    await expect(desk.card('Joya Mitra').filter({ hasText: '12:00' })).toHaveCount(1);
  },
);
