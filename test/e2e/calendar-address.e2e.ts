import { expect } from '@playwright/test';
import { addDays } from '../../shared/time/day.ts';
import { openCalendarServer, serving, status } from '../support/calendar-server.ts';
import { aCalendar, anEvent } from '../support/read-ics.ts';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// A doctor's calendar at an address, kept up with by the real program from a real server.

const host = hostOfFile('sample');
const MONDAY = nextMonday();
const dayOf = (n: number): string => addDays(MONDAY.day, n).replaceAll('-', '');
const away = (n: number): string =>
  anEvent(`UID:away-${n}`, 'SUMMARY:Away', `DTSTART;VALUE=DATE:${dayOf(n)}`);
const calendar = (...days: readonly number[]): string =>
  aCalendar('X-WR-CALNAME:Dr. Das, private', ...days.map(away));

test('a calendar is added by its address, follows what changes there, says what failed, and goes with what it brought [CS1] [CS4] [CS6]', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await using server = await openCalendarServer();
  const desk = deskOn(page);
  const main = page.getByRole('main');
  const press = (name: string) => main.getByRole('button', { name, exact: true }).click();
  const lookWell = async (name: string): Promise<void> => {
    await lookAt(page, name);
    await expectAccessible(page);
  };
  const timesOff = async (count: number): Promise<void> => {
    await desk.goTo('Time off');
    await expect(main.getByRole('row', { name: /Priya Das/ })).toHaveCount(count);
    await desk.goTo('Import');
  };
  await desk.enter(host.url);
  await desk.goTo('Import');
  const address = main.getByLabel('Address of the calendar');
  await address.fill(server.url());
  server.answer(serving(calendar(1, 2, 3)));
  await press('Read the calendar');
  await expect(main.getByText(/in a network of its own/)).toBeVisible();
  expect(server.asked).toHaveLength(0);

  await address.fill(server.url());
  await main.getByLabel('It is in the clinic’s own network').check();
  await lookWell('calendar-address');
  await press('Read the calendar');
  await expect(main.getByLabel('Called here')).toHaveValue('Dr. Das, private');
  await desk.choose('Whose calendar', 'Priya Das');
  await desk.choose('Read again', 'Every 15 minutes');
  await lookWell('calendar-address-form');
  await press('Check the calendar');
  await press('Keep up with it');
  await expect(page.getByText('keeps up with the calendar from now on')).toBeVisible();
  const row = main.getByRole('row', { name: /Dr\. Das, private/ });
  await expect(row).toContainText('3 new');
  await expect(row).toContainText(/At \d\d:\d\d/);
  await expect(page.locator('body')).not.toContainText('a1b2c3');
  await timesOff(3);

  server.answer(serving(calendar(2, 3, 4, 5)));
  await row.getByRole('button', { name: /Read now/ }).click();
  await expect(row).toContainText('2 new, 1 gone');
  await timesOff(4);

  server.answer(status(404));
  await row.getByRole('button', { name: /Read now/ }).click();
  await expect(row).toContainText('has no calendar at this address');
  await expect(row).toContainText(/What was read at \d\d:\d\d stays/);
  await lookWell('calendar-kept');
  await row.getByRole('button', { name: /Pause/ }).click();
  await expect(row).toContainText('Paused');
  await row.getByRole('button', { name: /Go on/ }).click();
  await timesOff(4);

  server.answer(serving(calendar(2)));
  await row.getByRole('button', { name: /Look at it/ }).click();
  await expect(main.getByLabel('Whose calendar')).toBeDisabled();
  await press('Check the calendar');
  await expect(main.locator('dt', { hasText: 'Gone' }).locator('+ dd')).toHaveText('3');
  await press('Keep up with it');
  await timesOff(1);

  await row.getByRole('button', { name: /Remove/ }).click();
  await lookWell('calendar-remove');
  await press('Take it back');
  await expect(page.getByText('Its address is forgotten')).toBeVisible();
  await expect(row).toHaveCount(0);
  await timesOff(0);
});
