import { expect, type Page } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { type DeskPage, deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Appointments are put aside and given another time later, as people at a desk do it.

const host = hostOfFile('sample');
const MONDAY = nextMonday();
const board = (page: Page) => page.getByRole('region', { name: 'Pinboard' });

async function putAside(desk: DeskPage, name: string, time: string): Promise<void> {
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time, newPatient: name };
  await desk.book({ ...booking, orFree: true });
  await desk.card(name).click();
  const panel = desk.page.getByRole('complementary');
  await panel.getByRole('button', { name: 'Put on the pinboard' }).click();
  await expect(board(desk.page).getByText(name)).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).click();
}

interface FreeTime {
  readonly column: number;
  readonly x: number;
  readonly y: number;
  /** From the top of the column, in pixels. */
  readonly fromTop: number;
}

/** Room above and below what is pointed at, in pixels: more than an appointment is high. */
const ROOM_PX = 36;

/** A time on the screen at which some doctor works and has nothing: once the day is there. */
async function freeTime(page: Page): Promise<FreeTime> {
  let found: FreeTime | null = null;
  await expect(async () => {
    found = await page.evaluate(findFree, ROOM_PX);
    expect(found, 'Some doctor has a free time.').not.toBeNull();
  }).toPass({ timeout: 15_000 });
  if (!found) throw new Error('Some doctor has a free time.');
  return found;
}

/** Runs in the page. */
function findFree(room: number): FreeTime | null {
  const columns = [...document.querySelectorAll('.grid-columns .rbc-day-slot')];
  for (const [column, node] of columns.entries()) {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const taken = [...node.querySelectorAll('.rbc-event, .rbc-background-event')].map((each) =>
      each.getBoundingClientRect(),
    );
    const x = (left + right) / 2;
    if (x > innerWidth - 20) continue;
    for (let y = Math.max(top + room, 260); y < Math.min(bottom, innerHeight - 20) - room; y += 6)
      if (taken.every((each) => each.bottom < y - room || each.top > y + room))
        return { column, x, y, fromTop: y - top };
  }
  return null;
}

/** Walks to a time by the keys alone, and takes it. */
async function takeByKeys(page: Page, { column, fromTop }: FreeTime): Promise<void> {
  const cursor = page.locator('.grid-cursor');
  await cursor.focus();
  for (const key of ['Home', ...Array<string>(column).fill('ArrowRight')])
    await page.keyboard.press(key);
  const isThere = async (): Promise<boolean> => {
    const at = await cursor.boundingBox();
    const all = await page.locator('.grid-columns .rbc-day-slot').nth(column).boundingBox();
    return at !== null && all !== null && at.y + at.height > all.y + fromTop;
  };
  for (let i = 0; i < 80 && !(await isThere()); i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('n');
}

test('an appointment that was put aside is given a free time of another day, by a click, by keys and by dragging, over a reload [PI1] [PI2]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await putAside(desk, 'Nila Dutta', '09:00');
  await putAside(desk, 'Arka Pal', '09:30');
  await putAside(desk, 'Uma Sen', '10:00');
  // It keeps its time.
  await expect(desk.card('Nila Dutta')).toBeVisible();
  await lookAt(page, 'pinboard');
  // A colour that is on its way to another is neither.
  await expect(async () => {
    await expectAccessible(page);
  }).toPass({ timeout: 30_000 });

  await page.reload();
  await expect(board(page).getByText('Arka Pal')).toBeVisible();
  // A Tuesday, on which every branch is open.
  await page.getByRole('button', { name: 'Today' }).click();
  await desk.goToDay(MONDAY.daysAhead + 1);
  const pinned = (name: string) =>
    board(page).getByRole('button', { name: new RegExp(`^${name}`) });
  await pinned('Nila Dutta').click();
  await expect(board(page).getByText(/Choose a free time for Nila Dutta/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(board(page).getByText(/Choose a free time/)).toBeHidden();
  await pinned('Nila Dutta').click();
  const clicked = await freeTime(page);
  await page.mouse.click(clicked.x, clicked.y);
  await expect(desk.toast(/Nila Dutta is moved/)).toBeVisible();
  await expect(pinned('Nila Dutta')).toBeHidden();
  await expect(desk.card('Nila Dutta')).toBeVisible();

  await pinned('Uma Sen').focus();
  await page.keyboard.press('Enter');
  await takeByKeys(page, await freeTime(page));
  await expect(desk.toast(/Uma Sen is moved/)).toBeVisible();
  await expect(desk.card('Uma Sen')).toBeVisible();

  const target = await freeTime(page);
  await pinned('Arka Pal').hover();
  await page.mouse.down();
  await page.mouse.move(target.x, target.y - 20, { steps: 5 });
  await page.mouse.move(target.x, target.y, { steps: 5 });
  await page.mouse.up();
  await expect(desk.toast(/Arka Pal is moved/)).toBeVisible();
  await expect(board(page)).toBeHidden();
  await expect(desk.card('Arka Pal')).toBeVisible();
});

longTest(
  'what somebody else moved meanwhile is not moved, and signing out clears the board [PI2] [PI3]',
  async ({ page, context }) => {
    test.setTimeout(180_000);
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goToDay(MONDAY.daysAhead);
    await putAside(desk, 'Ira Bose', '11:00');

    const other = deskOn(await context.newPage());
    await other.enter(host.url);
    await other.goToDay(MONDAY.daysAhead);
    await expect(other.card('Ira Bose')).toBeVisible();
    await other.card('Ira Bose').click();
    const panel = other.page.getByRole('complementary');
    await panel.getByRole('button', { name: 'Move', exact: true }).click();
    await panel.getByRole('button', { name: '· Dr.' }).last().click();
    await expect(other.toast(/Ira Bose is moved/)).toBeVisible();
    await other.page.close();

    await board(page)
      .getByRole('button', { name: /^Ira Bose/ })
      .click();
    const free = await freeTime(page);
    await page.mouse.click(free.x, free.y);
    await expect(board(page).getByText(/Somebody has moved it meanwhile/)).toBeVisible();
    await board(page)
      .getByRole('button', { name: 'Keep it here with the time it has now' })
      .click();
    await board(page)
      .getByRole('button', { name: /^Ira Bose/ })
      .click();
    const again = await freeTime(page);
    await page.mouse.click(again.x, again.y);
    await expect(desk.toast(/Ira Bose is moved/)).toBeVisible();

    await putAside(desk, 'Mita Kar', '12:00');
    await page.getByRole('button', { name: /Ruma Paul/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    // The page is left at once: the same person signs in anew, and finds nothing.
    await desk.enter(host.url);
    await expect(board(page)).toBeHidden();
  },
);
