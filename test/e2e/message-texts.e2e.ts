import { expect, type Page } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// What patients are told, in the clinic's own words.

const host = hostOfFile('sample');

const form = (page: Page) =>
  page.locator('form', { has: page.getByRole('textbox', { name: 'Text', exact: true }) });

test('a text is written with a preview and its length, and refused where nothing stands for a name [NO12]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Settings');
  const text = form(page).getByRole('textbox', { name: 'Text', exact: true });
  await expect(text).toHaveValue(/^Dear \{patient\}, you are booked/);
  await text.fill('Hello {patient}, see you {when}');
  await expect(form(page).getByText('Nothing stands for {when}.')).toBeVisible();
  await form(page).getByRole('button', { name: 'Save the text' }).click();
  await expect(
    form(page).getByText(/Nothing stands for “\{when\}”\. There are \{patient\}/),
  ).toBeVisible();
  await text.fill('Hello {patient}, see you {date} at {time}.');
  const preview = form(page).getByRole('figure', { name: 'How it reads' });
  await expect(
    preview.getByText(/^Hello Meera Iyer, see you \w{3},? \d+ \w+ at \d\d:\d\d\.$/),
  ).toBeVisible();
  await expect(preview.getByText(/characters, 1 SMS \(160 fit in one\)/)).toBeVisible();
  await preview.scrollIntoViewIfNeeded();
  await lookAt(page, 'message-text');
  await expectAccessible(page);
  await form(page).getByRole('button', { name: 'Save the text' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await desk.goTo('Settings');
  await expect(form(page).getByRole('textbox', { name: 'Text', exact: true })).toHaveValue(
    'Hello {patient}, see you {date} at {time}.',
  );
  const standard = page.getByText(
    /^Whoever is written to in Hindi or Bengali is told the standard/,
  );
  await expect(standard).toBeVisible();
  await form(page).getByRole('button', { name: 'Take the standard text' }).click();
  await form(page).getByRole('button', { name: 'Save the text' }).click();
  await expect(form(page).getByRole('textbox', { name: 'Text', exact: true })).toHaveValue(
    /^Dear \{patient\}/,
  );
  await expect(standard).toHaveCount(0);
});

longTest('a text in letters beyond GSM is as many SMS as those take [NO12]', async ({ page }) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Settings');
  await desk.choose('In', 'Hindi');
  const preview = form(page).getByRole('figure', { name: 'How it reads' });
  await expect(preview.getByText(/नमस्ते Meera Iyer/)).toBeVisible();
  await expect(
    preview.getByText(/characters, [23] SMS each \(letters beyond GSM: 70 fit in one\)/),
  ).toBeVisible();
  await preview.scrollIntoViewIfNeeded();
  await lookAt(page, 'message-text-hindi');
});

test('new patients are written to in the language of their branch, until another is said [NO12]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Settings');
  await desk.choose('New patients are written to in', 'Bengali');
  await page.getByRole('button', { name: 'Save the messages' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await desk.goTo('Schedule');
  const { day, daysAhead } = nextMonday();
  await desk.goToDay(daysAhead);
  const booking = { doctor: 'Priya Das', day, time: '11:00', orFree: true };
  await desk.book({ ...booking, newPatient: 'Mitali Ghosh' });
  // Another may be said with the booking.
  await desk.fillBooking({ ...booking, time: '12:00', newPatient: 'Hari Lal' });
  await expect(page.getByRole('combobox', { name: 'Messages in' })).toHaveValue('Bengali');
  await lookAt(page, 'new-patient');
  await desk.choose('Messages in', 'Hindi');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Hari Lal' })).toBeVisible();
  await desk.goTo('Patients');
  await page.getByLabel('Search', { exact: true }).fill('Hari Lal');
  await page.getByRole('button', { name: 'Edit Hari Lal' }).click();
  const his = page.getByRole('form', { name: 'Edit Hari Lal' });
  await expect(his.getByRole('combobox', { name: 'Messages in' })).toHaveValue('Hindi');
  await page.reload();
  await page.getByLabel('Search', { exact: true }).fill('Mitali Ghosh');
  await page.getByRole('button', { name: 'Edit Mitali Ghosh' }).click();
  const edit = page.getByRole('form', { name: 'Edit Mitali Ghosh' });
  await expect(edit.getByRole('combobox', { name: 'Messages in' })).toHaveValue('Bengali');
});

test('whoever enters time off may add a sentence for all whom it hits, where they are told [NO13]', async ({
  page,
}) => {
  const desk = deskOn(page);
  const main = page.getByRole('main');
  const { day, daysAhead } = nextMonday();
  await desk.enter(host.url);
  await desk.goTo('Settings');
  await desk.choose('When cancelling', 'Ask, ticked');
  await page.getByRole('button', { name: 'Save the messages' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await desk.goTo('Schedule');
  await desk.goToDay(daysAhead);
  await desk.book({
    doctor: 'Priya Das',
    day,
    time: '10:00',
    newPatient: 'Joya Mitra',
    orFree: true,
  });
  await desk.goTo('Time off');
  await main.getByRole('button', { name: 'Enter time off' }).click();
  await desk.choose('Doctor', 'Priya Das');
  await desk.choose('Why', 'Emergency');
  await main.getByLabel('First day').fill(day);
  await main.getByLabel('Last day').fill(day);
  await expect(main.getByRole('cell', { name: 'Joya Mitra' })).toBeVisible();
  const sentence = main.getByLabel('A sentence for all of them');
  await main.getByLabel('They are cancelled, with the reason above').check();
  await expect(main.getByLabel('Tell the patients')).toBeChecked();
  await sentence.fill('The doctor is ill; we are sorry.');
  await sentence.scrollIntoViewIfNeeded();
  await lookAt(page, 'message-sentence');
  await expectAccessible(page);
  await main.getByLabel('Tell the patients').uncheck();
  await expect(sentence).toHaveCount(0);
  await main.getByLabel('Tell the patients').check();
  await expect(sentence).toHaveValue('The doctor is ill; we are sorry.');
  await main.getByRole('button', { name: 'Enter it' }).click();
  await expect(main.getByRole('cell', { name: 'Dr. Priya Das' })).toBeVisible();
});
