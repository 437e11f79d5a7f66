import { expect } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// Times that are suggested, on the real program: in a booking, for a move, and from the palette.

const host = hostOfFile('sample');

test('a booking takes a suggested time by keys alone, and it is held at once [SG1] [SG5]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  const panel = page.getByRole('complementary');
  await page.getByRole('button', { name: 'New booking' }).click();
  await panel.getByRole('combobox', { name: 'Patient' }).fill('Iyer');
  await expect(panel.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  const suggested = panel.getByRole('region', { name: 'Suggested times' });
  await expect(suggested.getByText(/The next free time/)).toBeVisible();
  await expect(suggested.getByText(/Quiet in the next two weeks/)).toBeVisible();
  expect(await suggested.getByRole('button').count()).toBeLessThanOrEqual(6);
  await lookAt(page, 'suggested-times');
  await expectAccessible(page, '.side-panel');

  await suggested.getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(suggested.getByRole('button').nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.getByText(/Held for you/)).toBeVisible();
  await expect(suggested).toBeHidden();
  await panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(panel.getByText('Booked', { exact: true })).toBeVisible();

  await panel.getByRole('button', { name: 'Move', exact: true }).click();
  await panel.getByLabel('With any doctor').check();
  await expect(suggested.getByRole('button').first()).toBeVisible();
  await lookAt(page, 'suggested-move');
  await suggested.getByRole('button').last().click();
  await expect(suggested).toBeHidden();
  await expect(desk.toast(/moved/i)).toBeVisible();
});

test('the palette finds the next free times of a doctor [SG1]', async ({ page }) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search patients').fill('next free');
  await page
    .getByRole('button', { name: /Next free times for Dr/ })
    .first()
    .click();
  const suggested = page.getByRole('region', { name: 'Suggested times' });
  await expect(suggested.getByText(/The next free time/)).toBeVisible();
  await expect(suggested.getByRole('button').first()).toContainText('Dr.');
});

test('a booking begins with somebody who was found, in the palette or among the patients, and keeps them for another time [BK10]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Patients');
  await page.getByLabel('Search', { exact: true }).fill('Iyer');
  const row = page.getByRole('row').filter({ hasText: 'Iyer' }).first();
  const name = (await row.getByRole('cell').first().textContent()) ?? '';
  const panel = page.getByRole('complementary');
  const picked = panel.locator('.picked-patient');
  await page
    .getByRole('button', { name: `Book for ${name}` })
    .first()
    .click();
  await expect(picked).toContainText(name);
  const suggested = panel.getByRole('region', { name: 'Suggested times' });
  await suggested.getByRole('button').first().click();
  await expect(panel.getByText(/Held for you/)).toBeVisible();
  await expect(picked).toContainText(name);
  // The schedule has gone to the day of it.
  await expect(desk.card('Ruma Paul')).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).click();

  // The last name first, which the label does not have so.
  const backwards = name.split(' ').toReversed().join(' ');
  const palette = page.getByRole('dialog');
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search patients').fill(backwards);
  await lookAt(page, 'palette-patients');
  await palette
    .getByRole('button', { name: `History of ${name}` })
    .first()
    .click();
  await expect(page.getByRole('region', { name: new RegExp(name) })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search patients').fill(backwards);
  await palette
    .getByRole('button', { name: `Book for ${name}` })
    .first()
    .click();
  await expect(picked).toContainText(name);
  await panel.getByRole('button', { name: 'Change', exact: true }).click();

  // Who takes the first before the answer has come takes the first of what they typed.
  await panel.getByRole('combobox', { name: 'Patient' }).pressSequentially(name);
  await page.keyboard.press('Enter');
  await expect(picked).toContainText(name);
  // And whom nobody knows is new, with the name that was typed.
  await panel.getByRole('button', { name: 'Change', exact: true }).click();
  await panel.getByRole('combobox', { name: 'Patient' }).pressSequentially('Zzyx Qwrt');
  await page.keyboard.press('Enter');
  await expect(panel.getByLabel('Name')).toHaveValue('Zzyx Qwrt');
});

longTest(
  'what a patient likes is said once, with the patient, and suggested by from then on [SG7]',
  async ({ page }) => {
    test.setTimeout(180_000);
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goTo('Patients');
    await page.getByLabel('Search', { exact: true }).fill('Iyer');
    const edit = page.getByRole('button', { name: /^Edit .*Iyer/ }).first();
    const name = (await edit.getAttribute('aria-label'))?.replace('Edit ', '') ?? '';
    await edit.click();
    const form = page.getByRole('form', { name: `Edit ${name}` });
    await form.getByLabel('Not before').fill('11:30');
    await form.getByLabel('Not after').fill('11:00');
    await expect(form.getByText(/cannot come at any time/)).toBeVisible();
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('The end has to be after the start.')).toBeVisible();
    await form.getByLabel('Not after').fill('');
    await form.getByLabel('Morning').check();
    await lookAt(page, 'patient-preferences');
    await expectAccessible(page, 'main');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form).toBeHidden();

    await page.getByRole('button', { name: 'New booking' }).click();
    const panel = page.getByRole('complementary');
    await panel.getByRole('combobox', { name: 'Patient' }).fill(name);
    await expect(panel.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('Enter');
    const suggested = panel.getByRole('region', { name: 'Suggested times' });
    await expect(
      suggested.getByText(/prefers mornings.*not before 11:30, as they like/i).first(),
    ).toBeVisible();
  },
);
