import { expect, type Page } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Working time that is for some services alone, on the real program in a real browser.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

/** The services field of the panel, by keyboard. */
async function takeService(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole('complementary').getByLabel(label, { exact: true }).click();
  await page.keyboard.type(name);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
}

test('an afternoon that is for surgery alone is tinted, refuses a consultation with other times, and takes an operation [SV4] [SV5] [SV7]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await page.getByRole('button', { name: 'Working time of Dr. Priya Das' }).click();
  await panel.getByRole('button', { name: 'Change…' }).last().click();
  await takeService(page, 'Services', 'Surg');
  await expect(panel.getByText(/would not be for their service any more/)).toBeVisible();
  await panel.getByLabel('Let them stay all the same').click();
  await lookAt(page, 'session-services-change');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Change it' }).click();
  await expect(desk.toast('The working time is changed.')).toBeVisible();
  const drawn = page.getByRole('note', { name: 'Only for: Surgery' });
  await expect(drawn).toHaveCount(1);
  await panel.getByRole('button', { name: 'Close' }).click();
  await lookAt(page, 'session-services-day');
  await expectAccessible(page);

  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '16:45' };
  await desk.fillBooking({ ...booking, service: 'Consultation', newPatient: 'Tara Bose' });
  await expect(panel.getByText('This time is only for Surgery.')).toBeVisible();
  await panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(panel.getByText(/This session is for “Surgery” alone/)).toBeVisible();
  await expect(panel.getByText('Free instead:')).toBeVisible();
  await lookAt(page, 'session-services-refused');
  await expectAccessible(page);
});

longTest(
  'all consultation slots become longer in one action, and one undo takes it back [SV8]',
  async ({ page }) => {
    test.setTimeout(180_000);
    const desk = deskOn(page);
    const panel = page.getByRole('complementary');
    await desk.enter(host.url);
    await desk.goToDay(MONDAY.daysAhead);
    const openMany = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Working time of Dr. Anita Sen' }).click();
      await panel.getByRole('button', { name: 'Change many at once…' }).click();
      await expect(panel.getByText(/^\d+ sessions, [\d,]+ slots/)).toBeVisible();
    };
    await openMany();
    await takeService(page, 'To be for the services', 'Consult');
    await panel.getByLabel('Let them stay all the same').click();
    await panel.getByRole('button', { name: /^Change \d+ sessions$/ }).click();
    await expect(desk.toast(/^\d+ sessions changed\./)).toBeVisible();

    await openMany();
    await panel.getByRole('combobox', { name: 'For the service', exact: true }).click();
    await page.getByRole('option', { name: 'Surgery' }).click();
    await expect(panel.getByText('No working time is like that')).toBeVisible();
    await panel.getByRole('combobox', { name: 'For the service', exact: true }).click();
    await page.getByRole('option', { name: 'Consultation' }).click();
    await panel.getByLabel('New slot length').fill('30');
    await expect(
      panel.getByText(/sessions changed, \d+ series for good; then there are/),
    ).toBeVisible();
    await lookAt(page, 'session-services-many');
    await expectAccessible(page);
    await panel.getByRole('button', { name: /^Change \d+ sessions$/ }).click();
    await expect(desk.toast(/^\d+ sessions changed\./)).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(desk.toast('Taken back.')).toBeVisible();
  },
);
