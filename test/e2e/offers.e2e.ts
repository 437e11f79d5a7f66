import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// An offer of working time makes itself heard, and so does the answer.

const host = hostOfFile('sample');
const MONDAY = nextMonday();

test('who may answer an offer sees it wherever they are, also after a reload, and who offered sees the answer until they have said so [DG8]', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '15:00', newPatient: 'Nila Dutta' };
  await desk.book({ ...booking, orFree: true });
  await desk.card('Nila Dutta').click();
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: 'Hand over to another doctor' }).click();
  const main = page.getByRole('main');
  await desk.choose('To', 'Kavya Verma');
  await main.getByRole('textbox', { name: 'Reason', exact: true }).fill('Theatre runs late');
  await main.getByRole('button', { name: 'Ask for acceptance' }).click();

  await desk.goTo('Patients');
  const notice = page.getByRole('region', { name: 'Offers of working time' });
  await expect(notice).toContainText('Working time is offered, and waits for an answer');
  await expect(notice).toContainText('Theatre runs late');
  await page.reload();
  await expect(notice).toContainText('Theatre runs late');
  await expect(page.getByRole('button', { name: 'Handovers, 1 to look at' })).toBeVisible();
  await lookAt(page, 'offer-notice');
  await expectAccessible(page);
  await notice.getByRole('button', { name: 'Look at it' }).click();
  const row = main.getByRole('row').filter({ hasText: 'Theatre runs late' });
  await row.getByRole('button', { name: 'Decline' }).click();
  await expect(row).toContainText('Declined');

  await desk.goTo('Patients');
  await expect(notice).toContainText('Dr. Kavya Verma has declined the time');
  await lookAt(page, 'offer-answered');
  await expectAccessible(page);
  await notice.getByRole('button', { name: 'Seen' }).click();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(main).toBeVisible();
  await expect(notice).toHaveCount(0);
});
