import { expect, type Page } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Whatever cannot stay as it is stands in one list, with the ways out.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

/** Monday from two to a quarter to three at Salt Lake, who is at Park Street from three on. */
async function workTooNear(page: Page): Promise<void> {
  const work = { doctor: 'Anita Sen', day: MONDAY.day, from: '14:00', until: '14:45' };
  const panel = await deskOn(page).fillWork(work);
  await panel.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('button', { name: 'Do it all the same' }).click();
  await expect(page.getByText('There is too little time on the way')).toHaveCount(0);
}

test('what is found by looking is listed with the ways out, changed, and put away with a reason [CF4] [CF5]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await workTooNear(page);
  await desk.goTo('Conflicts');
  const main = page.getByRole('main');
  await main.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Too little time on the way' }).click();
  const item = main.getByRole('button', { name: /Dr\. Anita Sen: too little time on the way/ });
  await expect(item).toHaveCount(1);
  await item.focus();
  await page.keyboard.press('Enter');
  await expect(
    main.getByText(/is at Salt Lake until 14:45 .* at Park Street from 15:00: 15 min/),
  ).toBeVisible();
  await lookAt(page, 'found-travel');
  await expectAccessible(page);

  // The way out leads to the session itself.
  await main.getByRole('button', { name: 'Move, shorten or delete it' }).click();
  const panel = page.getByRole('complementary');
  await expect(panel.getByText('Change working time')).toBeVisible();
  await panel.getByLabel('Until').fill('14:40');
  await panel.getByRole('button', { name: 'Change it' }).click();
  await expect(panel.getByText('Change working time')).toHaveCount(0);

  await desk.goTo('Conflicts');
  await main.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Too little time on the way' }).click();
  await expect(main.getByText(/until 14:40 .*: 20 min on the way/)).toBeVisible();
  const keep = main.getByRole('button', { name: 'Leave it so' });
  await expect(keep).toBeDisabled();
  await main.getByRole('textbox', { name: 'Why it can stay so' }).fill('A car waits');
  await keep.click();
  await expect(item).toHaveCount(0);
});

longTest(
  'an absence over working time is found with everyone who is booked, and the list is narrowed by doctor and branch [CF4]',
  async ({ page }) => {
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goTo('Conflicts');
    const main = page.getByRole('main');
    await expect(main.getByRole('button', { name: /works while away/ })).not.toHaveCount(0);
    await main
      .getByRole('button', { name: /works while away/ })
      .first()
      .click();
    await expect(main.getByText(/The doctor is away then: A death in the family/)).toBeVisible();
    await lookAt(page, 'found-away');
    await expectAccessible(page);
    await main.getByRole('combobox', { name: 'Doctor' }).click();
    await page.getByRole('option', { name: 'Anita Sen' }).click();
    await expect(main.getByRole('button', { name: /works while away/ })).toHaveCount(0);
  },
);
