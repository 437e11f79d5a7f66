import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// A branch gets a room, and two doctors who would be in it at once, on the real program.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

test('a room is made, working time is put into it, and a second doctor only with a reason [RM1] [RM2] [RM4] [RM5]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goTo('Settings');
  await page.getByLabel('Name of the room').fill('Room 2');
  await page.getByRole('button', { name: 'Add the room' }).click();
  await expect(page.getByRole('row', { name: /Room 2/ })).toBeVisible();
  await lookAt(page, 'rooms-settings');
  await expectAccessible(page);

  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead);
  const putInRoom = async (doctor: string): Promise<void> => {
    await page.getByRole('button', { name: `Working time of Dr. ${doctor}` }).click();
    await panel.getByRole('button', { name: 'Change…' }).first().click();
    await panel.getByRole('combobox', { name: 'Room' }).click();
    await page.getByRole('option', { name: 'Room 2' }).click();
  };
  await putInRoom('Priya Das');
  await panel.getByRole('button', { name: 'Change it' }).click();
  await expect(desk.toast('The working time is changed.')).toBeVisible();
  await expect(page.locator('.doctor-header', { hasText: 'Priya Das' })).toContainText('Room 2');

  await putInRoom('Anita Sen');
  await expect(panel.getByText('Another doctor is in the room then')).toBeVisible();
  await expect(panel.getByText(/would be in Room 2 .* with Dr\. Priya Das/)).toBeVisible();
  await lookAt(page, 'rooms-clash');
  await expectAccessible(page);
  await panel.getByLabel('Why it is done all the same').fill('They share it');
  await panel.getByRole('button', { name: 'Do it all the same' }).click();
  await expect(desk.toast('The working time is changed.')).toBeVisible();
  await lookAt(page, 'rooms-day');

  await desk.goTo('Conflicts');
  await page
    .getByRole('button', { name: /two doctors in one room/i })
    .first()
    .click();
  await expect(
    page
      .locator('.conflict-detail')
      .getByText(/Room 2/)
      .first(),
  ).toBeVisible();
  await lookAt(page, 'rooms-conflict');
});
