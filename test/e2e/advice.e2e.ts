import { expect, type Page } from '@playwright/test';
import { sampleId } from '../../shared/sample/sample-id.ts';
import { SAMPLE_BRANCHES } from '../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import {
  addDays,
  dayAt,
  dayEndMs,
  dayStartMs,
  weekdayOf,
  weekStart,
} from '../../shared/time/day.ts';
import { knownTimeZone } from '../../shared/time/time-zone.ts';
import { openDeskClient } from '../support/desk-client.ts';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// What is worth changing, as whoever answers for a branch follows it: one click to the change.

/** Advice is read from twelve weeks, perhaps on a busy machine. */
const SLOW = { timeout: 120_000 };
/** What becomes of whoever is booked, as it is told beside a change before it is made. */
const PREVIEW = /Nobody who is booked is affected|would no longer lie in it/;

const host = hostOfFile('sample');

async function openAdvice(page: Page) {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Reports');
  const main = page.getByRole('main');
  const advice = main.getByRole('region', { name: 'Worth changing' });
  await expect(advice).toBeVisible(SLOW);
  return { desk, main, advice };
}

test('each piece of advice stands with its evidence and effect, and one click prepares its change with what follows from it [AD2] [AD4]', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const { desk, main, advice } = await openAdvice(page);
  const idle = 'Dr. Nisha Sinha: fewer slots on Mondays, 10:00–11:00';
  const card = advice.getByRole('listitem').filter({ hasText: idle });
  await expect(card).toContainText('Idle in 12 of 12 weeks at Salt Lake');
  await expect(card).toContainText('1 hour a week for something else');
  await card.scrollIntoViewIfNeeded();
  await lookAt(page, 'advice');
  await expectAccessible(page);
  await advice.getByRole('button', { name: `Prepare the change: ${idle}` }).click();
  const panel = page.getByRole('complementary');
  await expect(panel.getByText('Dr. Nisha Sinha').first()).toBeVisible(SLOW);
  await expect(panel.locator('input[value="10:00"]')).toBeVisible();
  await expect(panel.locator('input[value="11:00"]')).toBeVisible();
  // Wednesdays and Fridays are of the same series: each has advice of its own.
  await expect(panel.getByRole('radio', { name: 'This weekday' })).toBeChecked();
  await lookAt(page, 'advice-prepared');

  await expect(panel.getByText(PREVIEW)).toBeVisible(SLOW);

  await desk.goTo('Reports');
  const full = /^Prepare the change: .+: (\d+) minutes more on /;
  const longer = advice.getByRole('button', { name: full }).first();
  const added = Number(full.exec((await longer.getAttribute('aria-label')) ?? '')?.[1]);
  await longer.click(SLOW);
  const planned = await panel
    .getByText(/, \d\d:\d\d–\d\d:\d\d$/)
    .first()
    .textContent();
  const [hour = 0, minute = 0] = (planned ?? '').slice(-5).split(':').map(Number);
  const until = hour * 60 + minute + added;
  const clock = [Math.floor(until / 60), until % 60].map((part) => String(part).padStart(2, '0'));
  await expect(panel.locator(`input[value="${clock.join(':')}"]`)).toBeVisible(SLOW);
  await expect(panel.getByText(PREVIEW)).toBeVisible(SLOW);

  await desk.goTo('Reports');
  const more = /^Prepare the change: .+: \d+ more on /;
  const overbook = advice.getByRole('listitem').filter({ hasText: /: \d+ more on / });
  await overbook.first().getByRole('button', { name: 'Show who stayed away' }).click(SLOW);
  await expect(page.getByRole('dialog').getByText(/\d+ appointments/)).toBeVisible(SLOW);
  await page.keyboard.press('Escape');
  await advice.getByRole('button', { name: more }).first().click(SLOW);
  await expect(panel.getByLabel('Opening, minutes')).toHaveValue(/^[1-9]\d+$/, SLOW);
  await expect(panel.getByLabel('Patients at once then')).toHaveValue('2');
  // What becomes of whoever is booked is told before; then it is one click more.
  await expect(panel.getByText('Nobody who is booked is affected.')).toBeVisible(SLOW);
  await lookAt(page, 'advice-opening');
  await panel.getByRole('button', { name: 'Change it' }).click();
  await expect(desk.toast('The working time is changed.')).toBeVisible(SLOW);

  await desk.goTo('Reports');
  const length = /^Prepare the change: Plan 60 minutes for Procedure/;
  await advice.getByRole('button', { name: length }).click(SLOW);
  await expect(page).toHaveURL(/services/);
  await expect(main.locator('input[value="60"]').first()).toBeVisible();
  await expect(
    main.getByText(/^Advised, and not saved yet: 60 minutes instead of 45/),
  ).toBeVisible();
  await lookAt(page, 'advice-length');
  await expectAccessible(page, 'main');
});

test('a template that does not fit any more is opened with what is advised of it [AD4] [AD5]', async ({
  page,
}) => {
  test.setTimeout(400_000);
  await keepWeekOfSinha();
  const { desk, main, advice } = await openAdvice(page);
  const early =
    /^Prepare the change: Template “Weeks of Dr\. Sinha”: Mondays 08:00–12:30, 09:00–12:30/;
  await advice.getByRole('button', { name: early }).click(SLOW);
  await expect(
    main.getByText('Advised, and not saved yet: Monday 08:00–12:30 becomes 09:00–12:30.'),
  ).toBeVisible(SLOW);
  await expect(main.getByLabel('From 1', { exact: true })).toHaveValue('09:00');
  await lookAt(page, 'advice-template');
  await expectAccessible(page, 'main');
  await main.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(desk.toast('Saved: “Weeks of Dr. Sinha”.')).toBeVisible(SLOW);
  // What was followed is advised no more; what else does not fit, is.
  await desk.goTo('Reports');
  const idle =
    /^Prepare the change: Template “Weeks of Dr\. Sinha”: Wednesdays .+, not 10:00–11:00/;
  await expect(advice.getByRole('button', { name: idle })).toBeVisible(SLOW);
  await expect(advice.getByRole('button', { name: early })).toHaveCount(0);
});

/** What Dr. Sinha worked last week under a name, the Monday of it from an hour earlier on. */
async function keepWeekOfSinha(): Promise<void> {
  const zone = knownTimeZone('Asia/Kolkata');
  const monday = addDays(weekStart(dayAt(zone, Date.now())), -7);
  using desk = await openDeskClient(host.url);
  await desk.hello();
  expect(await desk.signIn('admin', SAMPLE_PASSWORD)).toMatchObject({ ok: true });
  await desk.watch(dayStartMs(zone, monday), dayEndMs(zone, addDays(monday, 6)));
  const branchId = SAMPLE_BRANCHES['salt-lake'].id;
  const theirs = desk
    .rows('sessions')
    .filter((one) => one.doctorId === sampleId('doctor:sinha') && one.branchId === branchId)
    .toSorted((a, b) => a.startMs - b.startMs);
  const pieces = theirs.map(({ startMs, endMs, slotMin, capacity }, i) => {
    const day = dayAt(zone, startMs);
    const minuteOf = (ms: number): number => (ms - dayStartMs(zone, day)) / 60_000;
    const startMin = minuteOf(startMs) - (i === 0 ? 60 : 0);
    return {
      ...{ day: weekdayOf(day) - 1, startMin, endMin: minuteOf(endMs) },
      ...{ slotMin, capacity, tags: [] },
    };
  });
  const template = { id: crypto.randomUUID(), name: 'Weeks of Dr. Sinha', branchId, version: 0 };
  expect(await desk.intend('save-template', { ...template, lengthDays: 7, pieces })).toMatchObject({
    ok: true,
  });
}
