import { expect, type Locator, type Page } from '@playwright/test';
import { addDays } from '../../shared/time/day.ts';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Working time is drawn, moved, made longer and deleted in the schedule itself.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

/** The doctors of the branch, in the order of their columns. */
const [SEN, VERMA] = [0, 2];
const HOUR_PX = 100;
const OPENS_HOUR = 7;

/** Two minutes into a quarter of an hour of a doctor's column. */
async function pointAt(page: Page, column: number, clock: string) {
  const box = await page.locator('.rbc-day-slot').nth(column).boundingBox();
  if (!box) throw new Error('The column is on the screen.');
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const y = box.y + (hour + (minute + 2) / 60 - OPENS_HOUR) * HOUR_PX;
  return { x: box.x + box.width * 0.2, y };
}

/** Moves in small steps, as a hand does, and lets go unless told otherwise. */
async function drag(
  page: Page,
  from: { x: number; y: number },
  to: { x: number; y: number },
  letGo = true,
): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 12 });
  if (letGo) await page.mouse.up();
}

const working = (page: Page, time: string): Locator =>
  page
    .locator('.rbc-event[data-kind="session"]:not(.rbc-addons-dnd-drag-preview)')
    .filter({ hasText: time });

async function edit(page: Page) {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  return { desk, panel: page.getByRole('complementary') };
}

test('working time is drawn, given to another doctor and taken back, by pointer [ED1] [ED2]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const { desk, panel } = await edit(page);
  const toggle = page.getByRole('button', { name: 'Edit working time' });
  await toggle.click();
  await expect(page.getByRole('region', { name: 'Working time' })).toBeVisible();
  await expect(working(page, '09:00').first()).toBeVisible();
  await expect(page.locator('.rbc-event[data-kind="appointment"]')).toHaveCount(0);
  await lookAt(page, 'edit-schedule');
  await expectAccessible(page);

  const [from, to] = [await pointAt(page, SEN, '07:30'), await pointAt(page, SEN, '08:15')];
  await drag(page, from, to, false);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(panel.getByRole('heading', { name: 'New working time' })).toHaveCount(0);
  await drag(page, from, to);
  await expect(panel.getByRole('heading', { name: 'New working time' })).toBeVisible();
  await expect(panel.getByLabel('From')).toHaveValue('07:30');
  await expect(panel.getByLabel('Until')).toHaveValue('08:30');
  await lookAt(page, 'edit-schedule-new');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Add it' }).click();
  await expect(desk.toast('The working time is added.')).toBeVisible();
  await expect(working(page, '07:30')).toHaveCount(1);

  const dropped = await pointAt(page, VERMA, '07:45');
  await drag(page, await pointAt(page, SEN, '07:45'), dropped, false);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(panel.getByText('The one you pointed at')).toHaveCount(0);
  await drag(page, await pointAt(page, SEN, '07:45'), dropped);
  await expect(panel.getByText('The one you pointed at')).toBeVisible();
  await expect(panel.getByRole('combobox', { name: 'Give to the doctor' })).toHaveValue(
    'Kavya Verma',
  );
  await lookAt(page, 'edit-schedule-given');
  await panel.getByRole('button', { name: 'Change 1 session' }).click();
  await expect(desk.toast('1 session changed.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(desk.toast('Taken back.')).toBeVisible();
  await expect(working(page, '07:30')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(working(page, '07:30')).toHaveCount(0);
});

test('working time ends sooner for all weeks to come, and several are deleted at once [ED2] [ED3]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const { desk, panel } = await edit(page);
  await page.getByRole('button', { name: 'Edit working time' }).click();
  await expect(page.getByRole('region', { name: 'Working time' })).toBeVisible();
  await drag(page, await pointAt(page, SEN, '09:00'), await pointAt(page, SEN, '10:00'));
  await expect(panel.getByLabel('From')).toHaveValue('10:00');
  await expect(panel.getByLabel('Until')).toHaveValue('13:00');
  await panel.getByRole('button', { name: 'Leave it' }).click();

  const bottom = await pointAt(page, SEN, '12:56');
  await drag(page, bottom, await pointAt(page, SEN, '12:00'));
  await expect(panel.getByRole('heading', { name: 'Change working time' })).toBeVisible();
  await expect(panel.getByLabel('Until')).toHaveValue('12:00');
  await panel.getByText('All', { exact: true }).click();
  const hit = panel.getByText(/would no longer lie in it/);
  await expect(hit.or(panel.getByText('Nobody who is booked is affected.'))).toBeVisible();
  if (await hit.isVisible()) await panel.getByLabel(/Leave them without a time/).click();
  await lookAt(page, 'edit-schedule-shorter');
  await panel.getByRole('button', { name: 'Change it' }).click();
  await expect(desk.toast('The working time is changed.')).toBeVisible();
  await expect(working(page, '09:00–12:00').first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(desk.toast('Taken back.')).toBeVisible();
  await expect(working(page, '09:00–13:00').first()).toBeVisible();

  const count = await working(page, '').count();
  const chosen = [await pointAt(page, SEN, '09:15'), await pointAt(page, VERMA, '10:00')];
  for (const { x, y } of chosen) {
    await page.keyboard.down('Control');
    await page.mouse.click(x, y);
    await page.keyboard.up('Control');
  }
  await expect(page.getByText('2 chosen')).toBeVisible();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await expect(panel.getByText('The 2 you pointed at')).toBeVisible();
  await expect(panel.getByText('2 sessions deleted')).toBeVisible();
  if (await hit.isVisible()) await panel.getByLabel('Cancel them').click();
  await lookAt(page, 'edit-schedule-delete');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Delete 2 sessions' }).click();
  await expect(desk.toast('2 sessions deleted.')).toBeVisible();
  await expect(working(page, '')).toHaveCount(count - 2);
  await page.keyboard.press('Control+z');
  await expect(working(page, '')).toHaveCount(count);
});

longTest(
  'working time comes every second week until a day, and from one of them on every week [SD17]',
  async ({ page }) => {
    test.setTimeout(180_000);
    const { desk, panel } = await edit(page);
    await page.getByRole('button', { name: 'Edit working time' }).click();
    await expect(page.getByRole('region', { name: 'Working time' })).toBeVisible();
    await drag(page, await pointAt(page, VERMA, '07:00'), await pointAt(page, VERMA, '07:45'));
    await expect(panel.getByLabel('From')).toHaveValue('07:00');
    await panel.getByText('Weekly', { exact: true }).click();
    await expect(panel.getByRole('checkbox', { name: 'Mon' })).toBeChecked();
    await panel.getByLabel('Every … weeks').fill('2');
    await panel.getByLabel('Until day').fill(addDays(MONDAY.day, 35));
    await lookAt(page, 'edit-schedule-repeats');
    await expectAccessible(page);
    await panel.getByRole('button', { name: 'Add it' }).click();
    await expect(desk.toast('The working time is added.')).toBeVisible();
    const early = working(page, '07:00');
    await expect(early).toHaveCount(1);
    await desk.goToDay(7);
    await expect(early).toHaveCount(0);
    await desk.goToDay(7);
    await expect(early).toHaveCount(1);

    await early.click();
    await panel.getByText('This and later', { exact: true }).click();
    await expect(panel.getByLabel('Every … weeks')).toHaveValue('2');
    await expect(panel.getByLabel('Until day')).toHaveValue(addDays(MONDAY.day, 35));
    await panel.getByLabel('Every … weeks').fill('1');
    await expect(panel.getByText('Nobody who is booked is affected.')).toBeVisible();
    await panel.getByRole('button', { name: 'Change it' }).click();
    await expect(desk.toast('The working time is changed.')).toBeVisible();
    await desk.goToDay(7);
    await expect(early).toHaveCount(1);
    await desk.goToDay(21);
    await expect(early).toHaveCount(0);
  },
);

test('all of it goes by keyboard [ED1] [ED3] [ED4]', async ({ page }) => {
  test.setTimeout(180_000);
  const { desk, panel } = await edit(page);
  // Also from where one has just chosen what is shown.
  await page.getByRole('radio', { name: 'Day' }).focus();
  await page.keyboard.press('w');
  const grid = page.getByRole('region', { name: 'Working time' });
  await expect(grid).toBeVisible();
  await grid.locator('.grid-cursor').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(grid.getByText(/New working time, Anita Sen, 07:00 to 08:00/)).toBeAttached();
  await lookAt(page, 'edit-schedule-held');
  await page.keyboard.press('Escape');
  await expect(grid.getByText('It stays as it was.')).toBeAttached();
  for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(panel.getByLabel('Until')).toHaveValue('08:30');
  await panel.getByRole('button', { name: 'Add it' }).press('Enter');
  await expect(working(page, '07:00–08:30')).toHaveCount(1);

  await working(page, '07:00–08:30').focus();
  for (const key of ['m', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(panel.getByLabel('From')).toHaveValue('07:15');
  await expect(panel.getByLabel('Until')).toHaveValue('08:45');
  await panel.getByRole('button', { name: 'Leave it' }).press('Enter');
  await working(page, '07:00–08:30').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('2 chosen')).toBeVisible();
  await page.keyboard.press('Escape');
  await working(page, '07:00–08:30').focus();
  await page.keyboard.press('Delete');
  await expect(panel.getByRole('heading', { name: 'Change working time' })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Delete it' })).toBeEnabled();
  await panel.getByRole('button', { name: 'Delete it' }).press('Enter');
  await expect(desk.toast('The working time is deleted.')).toBeVisible();
  await expect(working(page, '07:00–08:30')).toHaveCount(0);
  await page.getByRole('button', { name: 'Done' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Appointments' })).toBeVisible();
});

test('who does not answer for the branch has no such mode, and doctors enter their own time off alone [ED5] [AW5]', async ({
  page,
}) => {
  const { desk } = await edit(page);
  const signInAs = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: /^[A-Z]{2}, / }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name }).first().click();
  };
  await signInAs('Asha Roy');
  await expect(page.getByRole('region', { name: 'Appointments' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit working time' })).toHaveCount(0);
  await page.keyboard.press('w');
  await expect(page.getByRole('region', { name: 'Appointments' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Working time' })).toHaveCount(0);
  await desk.goTo('Time off');
  await expect(page.getByText('A death in the family')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Enter time off' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Is there after all' })).toHaveCount(0);
  await signInAs('Priya Das');
  await desk.goTo('Time off');
  await page.getByRole('button', { name: 'Enter time off' }).click();
  await expect(page.getByRole('combobox', { name: 'Doctor' })).toHaveValue('Priya Das');
  await expect(page.getByRole('button', { name: 'Is there after all' })).toHaveCount(0);
});
