import { expect } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// A doctor's time passes to another doctor with who is booked in it, as people at a desk see it.

const host = hostOfFile('sample');
const MONDAY = nextMonday();
/** Who sees nobody at the branch at that time. */
const TO = 'Kavya Verma';

test('a slot passes to another doctor who accepts it, is taken back in one and given back, all of it logged [DG1] [DG2] [DG3] [DG6] [DG7]', async ({
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
  await expect(main.getByRole('combobox', { name: 'From' })).toHaveValue('Priya Das');
  await desk.choose('To', TO);
  await main.getByRole('textbox', { name: 'Reason', exact: true }).fill('Theatre runs late');
  await lookAt(page, 'handover-form');
  await expectAccessible(page);
  await main.getByRole('button', { name: 'Ask for acceptance' }).click();
  await expect(desk.toast('Offered; the other doctor has to accept.')).toBeVisible();
  const row = main.getByRole('row').filter({ hasText: 'Theatre runs late' });
  await expect(row).toContainText(`Dr. Priya Das to Dr. ${TO}`);
  await expect(row).toContainText('1 patient');
  await expect(row).toContainText('Waits for an answer');
  await row.getByRole('button', { name: 'Accept' }).click();
  await expect(desk.toast('Handed over.')).toBeVisible();
  await expect(row).toContainText('Handed over');
  await lookAt(page, 'handovers');
  await expectAccessible(page);

  // Taken back in one, and accepted again.
  await desk.toast('Handed over.').getByRole('button', { name: 'Undo' }).click();
  await expect(row).toContainText('Waits for an answer');
  await row.getByRole('button', { name: 'Accept' }).click();
  await expect(row.getByRole('button', { name: 'Give back' })).toBeVisible();
  await desk.goTo('Schedule');
  await desk.card('Nila Dutta').click();
  await expect(panel.getByText(`Dr. ${TO}`)).toBeVisible();
  await panel.getByRole('button', { name: 'What happened' }).click();
  const told = panel.getByRole('listitem').filter({ hasText: 'Theatre runs late' });
  await expect(told.first()).toBeVisible();
  await lookAt(page, 'handover-story');

  await desk.goTo('Handovers');
  // The time is not simply offered back.
  await main.getByRole('button', { name: 'Hand over time' }).click();
  await desk.choose('From', TO);
  await desk.choose('To', 'Priya Das');
  await main.getByRole('textbox', { name: 'Reason', exact: true }).fill('Again');
  await main.getByLabel(/^Day/).fill(MONDAY.day);
  await main.getByLabel('Until the day').fill(MONDAY.day);
  await main.getByRole('button', { name: 'Ask for acceptance' }).click();
  await expect(main.getByText(/This time came from Dr. Priya Das/)).toBeVisible();
  await main.getByRole('button', { name: 'Leave it' }).click();

  await row.getByRole('button', { name: 'Give back' }).click();
  await main.getByLabel('Why it is given back').fill('Theatre is done');
  await main.getByRole('button', { name: 'Ask for it to be taken back' }).click();
  const back = main.getByRole('row').filter({ hasText: 'Theatre is done' });
  await back.getByRole('button', { name: 'Accept' }).click();
  await expect(row).toContainText('given back since');
  await desk.goTo('Schedule');
  await desk.card('Nila Dutta').click();
  await expect(panel.getByText('Dr. Priya Das')).toBeVisible();
});

longTest(
  'the log is searched and narrowed, and an offer is declined or withdrawn [DG2] [DG7]',
  async ({ page }) => {
    test.setTimeout(120_000);
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goTo('Handovers');
    const main = page.getByRole('main');
    const offer = async (reason: string, day: string): Promise<void> => {
      await main.getByRole('button', { name: 'Hand over time' }).click();
      await desk.choose('From', 'Priya Das');
      await desk.choose('To', TO);
      await main.getByRole('textbox', { name: 'Reason', exact: true }).fill(reason);
      await main.getByLabel(/^Day/).fill(day);
      await main.getByLabel('Until the day').fill(day);
      await main.getByRole('button', { name: 'Ask for acceptance' }).click();
      await expect(main.getByRole('row').filter({ hasText: reason })).toBeVisible();
    };
    await offer('Conference in Pune', MONDAY.day);
    const row = main.getByRole('row').filter({ hasText: 'Conference in Pune' });
    await row.getByRole('button', { name: 'Decline' }).click();
    await expect(row).toContainText('Declined');
    await offer('Court', MONDAY.day);
    const court = main.getByRole('row').filter({ hasText: 'Court' });
    await court.getByRole('button', { name: 'Withdraw' }).click();
    await expect(court).toContainText('Withdrawn');
    await main.getByLabel('Doctor, person or reason').fill('pune');
    await expect(court).toBeHidden();
    await expect(row).toBeVisible();
    await main.getByText('Handed over', { exact: true }).first().click();
    await expect(main.getByText('No handovers here')).toBeVisible();
  },
);
