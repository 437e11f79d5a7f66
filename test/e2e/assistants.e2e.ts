import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// A second doctor in a surgery, as people at a desk see it.

const host = hostOfFile('sample');
const MONDAY = nextMonday();
/** Who sees nobody at the branch at that time. */
const SECOND = 'Dr. Kavya Verma';

test('a second doctor is added to a visit for a reason, stands in both columns and on both sheets, and is taken off [CD1] [CD3] [CD5]', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '15:00', newPatient: 'Nila Dutta' };
  await desk.book({ ...booking, orFree: true });
  await desk.card('Nila Dutta').first().click();
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: 'Add another doctor' }).click();
  const doctor = panel.getByRole('combobox', { name: 'Doctor' });
  await doctor.click();
  await page.getByRole('option', { name: SECOND }).click();
  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(panel.getByText('has no working time then')).toBeVisible();
  await panel.getByRole('textbox', { name: 'Why this doctor comes' }).fill('Needed at the table');
  await lookAt(page, 'assistant-form');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(desk.toast(`${SECOND} assists`)).toBeVisible();
  await expect(panel.getByRole('button', { name: `Take off ${SECOND}` })).toBeVisible();
  await expect(desk.card('Nila Dutta')).toHaveCount(2);
  await lookAt(page, 'assistant-added');
  await expectAccessible(page);

  const part = desk.card('Nila Dutta').filter({ hasText: 'assists another doctor' });
  await part.click();
  await expect(panel.getByText('This time goes where the visit goes.')).toBeVisible();
  await lookAt(page, 'assistance');
  await panel.getByRole('button', { name: 'Open the visit' }).click();

  await desk.goTo('Day sheet');
  await page.getByLabel('Day', { exact: true }).fill(MONDAY.day);
  const sheet = (name: string) => page.getByRole('article', { name: new RegExp(name) });
  await expect(sheet('Priya Das')).toContainText(`with ${SECOND}`);
  await expect(sheet('Kavya Verma')).toContainText('assists Dr. Priya Das');

  await desk.goTo('Schedule');
  await desk.card('Nila Dutta').filter({ hasNotText: 'assists another' }).click();
  await panel.getByRole('button', { name: `Take off ${SECOND}` }).click();
  await expect(desk.card('Nila Dutta')).toHaveCount(1);
});
