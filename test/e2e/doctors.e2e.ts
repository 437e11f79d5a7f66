import { expect, type Page } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// How much and when doctors work, agreed at one screen and met wherever working time is given.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

const doctorForm = (page: Page) => page.locator('form', { has: page.getByLabel('Speciality') });

/** Working time for one day. */
async function giveWork(page: Page, doctor: string, from: string, until: string): Promise<void> {
  const panel = await deskOn(page).fillWork({ doctor, day: MONDAY.day, from, until });
  await panel.getByRole('button', { name: 'Add it' }).click();
}

test('a part-time doctor has more hours than agreed only for a reason [DT2] [DT3] [DT4]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Doctors');
  await expect(page.getByRole('row', { name: 'Priya Das' })).toBeVisible();
  await lookAt(page, 'doctors');
  await expectAccessible(page);
  await page.getByLabel('Search').fill('priya');
  await expect(page.getByRole('row', { name: 'Anita Sen' })).toHaveCount(0);
  await page.getByLabel('Search').fill('nobody is called so');
  await expect(page.getByText('Nobody found.')).toBeVisible();
  await page.getByLabel('Search').fill('');

  await page.getByRole('button', { name: 'New doctor' }).click();
  const form = doctorForm(page);
  await form.getByLabel('Name').fill('Lila Roy');
  await form.getByLabel('Speciality').fill('Skin');
  await form.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Part-time' }).click();
  await form.getByLabel('Hours a week').fill('6');
  await form.getByLabel('Days a week there').fill('2');
  await form.getByRole('button', { name: 'Add hours' }).click();
  await form.getByLabel('Until 1').fill('18:00');
  await lookAt(page, 'doctor-form');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row', { name: 'Lila Roy' });
  await expect(row).toContainText('Part-time');
  await expect(row).toContainText('6 h a week');

  await giveWork(page, 'Lila Roy', '09:00', '18:00');
  await expect(
    page.getByText(/would have 9 h of work for Dr\. Lila Roy; 6 h a week/),
  ).toBeVisible();
  await page.getByText('This goes against what was agreed').scrollIntoViewIfNeeded();
  await lookAt(page, 'more-than-agreed');
  await expectAccessible(page);
  const go = page.getByRole('button', { name: 'Do it all the same' });
  await expect(go).toBeDisabled();
  await page.getByLabel('Why it is done all the same').fill('Dr. Sen is ill');
  await go.click();
  await expect(page.getByText('This goes against what was agreed')).toHaveCount(0);
  await giveWork(page, 'Lila Roy', '18:00', '19:00');
  await expect(page.getByText(/is outside of the hours/)).toBeVisible();
});

longTest(
  'a locum works on single days of the contract, and what is wrong with a contract is said [DT1] [DT5]',
  async ({ page }) => {
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goTo('Doctors');
    await page.getByRole('button', { name: 'New doctor' }).click();
    const form = doctorForm(page);
    await form.getByLabel('Name').fill('Omar Nath');
    await form.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Locum' }).click();
    await form.getByLabel('First day').fill('2031-03-02');
    await form.getByLabel('Last day').fill('2031-03-01');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('The end has to be after the start.')).toBeVisible();
    await form.getByLabel('Last day').fill('2031-06-30');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('row', { name: 'Omar Nath' })).toContainText(
      '2031-03-02 to 2031-06-30',
    );
    await giveWork(page, 'Omar Nath', '09:00', '12:00');
    await expect(page.getByText(/outside of the contract of Dr\. Omar Nath/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Do it all the same' })).toHaveCount(0);
    await page.getByText('Weekly', { exact: true }).click();
    await page.getByRole('button', { name: 'Add it' }).click();
    await expect(page.getByText(/is a locum and works on single days/)).toBeVisible();
    await lookAt(page, 'locum');
  },
);

longTest(
  'who would be at two branches with too little time between is named, with where and when [TR1] [TR2]',
  async ({ page }) => {
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goTo('Settings');
    const form = page.locator('form', { has: page.getByLabel('Minutes on the way') });
    await form.getByRole('combobox', { name: 'Between' }).click();
    await page.getByRole('option', { name: /^(Salt Lake and Park|Park Street and Salt)/ }).click();
    await form.getByLabel('Minutes on the way').fill('150');
    await form.getByRole('button', { name: 'Save the time' }).click();
    await expect(page.getByRole('cell', { name: '150' })).toBeVisible();
    await lookAt(page, 'travel-settings');
    await expectAccessible(page);
    // On Mondays Dr. Sen is at Park Street from three o'clock on.
    await giveWork(page, 'Anita Sen', '13:00', '14:00');
    await expect(page.getByText('There is too little time on the way')).toBeVisible();
    await expect(
      page.getByText(
        /Dr\. Anita Sen would be at Salt Lake until 14:00 .* and at Park Street from 15:00: 60 min on the way, and it takes 150/,
      ),
    ).toBeVisible();
    await page.getByText('There is too little time on the way').scrollIntoViewIfNeeded();
    await lookAt(page, 'too-little-time');
    await page.getByRole('button', { name: 'Do it all the same' }).click();
    await expect(page.getByText('There is too little time on the way')).toHaveCount(0);
  },
);
