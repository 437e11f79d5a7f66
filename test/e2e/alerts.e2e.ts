import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { sampleId } from '../../shared/sample/sample-id.ts';
import { SAMPLE_BRANCHES } from '../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { type DeskClient, openDeskClient } from '../support/desk-client.ts';
import { createProgramClock } from '../support/program-clock.ts';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { bookEach, freeTimes, visitAt } from './pages/free-times.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// What happens at other desks, as whoever answers for the branch is told of it.

const clock = createProgramClock();
const host = hostOfFile('sample', clock.env);
const MONDAY = nextMonday();
const THREE_WEEKS_ON_MS = Date.parse(`${MONDAY.day}T00:00+05:30`) + 21 * 86_400_000;
const PARK_STREET = SAMPLE_BRANCHES['park-street'].id;

test('a doctor clears Monday at one desk, and an administrator is told at another, settles it and sets what is told [AL2] [AL3] [AL5]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await expect(page.getByRole('button', { name: 'Alerts, 0 open' })).toBeVisible();

  using doctor = await openDeskClient(host.url);
  await doctor.hello();
  expect(await doctor.signIn('das', SAMPLE_PASSWORD)).toMatchObject({ ok: true });
  const startMs = Date.parse(`${MONDAY.day}T00:00+05:30`);
  const times = [{ id: crypto.randomUUID(), startMs, endMs: startMs + 86_400_000 }];
  const away = {
    doctorId: sampleId('doctor:das'),
    kind: 'leave',
    affected: 'cancel',
    times,
  } as const;
  expect(await doctor.intend('add-time-off', { ...away, reason: '' })).toMatchObject({
    ok: false,
    refusal: { kind: 'reason-missing' },
  });
  expect(await doctor.intend('add-time-off', { ...away, reason: 'Fever' })).toMatchObject({
    ok: true,
  });
  // Whoever tries passwords waits ever longer, and is told of.
  using stranger = await openDeskClient(host.url);
  await stranger.hello();
  for (let n = 0; n < 5; n += 1) {
    expect(await stranger.signIn('saltlake', 'guess')).toMatchObject({ ok: false });
  }
  expect(await doctor.ask({ kind: 'alerts', filter: 'all', text: '' })).toBeNull();

  const bell = page.getByRole('button', { name: /^Alerts, [1-9]\d* open$/ });
  await expect(bell).toBeVisible();
  await bell.click();
  const main = page.getByRole('main');
  const day = main.getByRole('row', { name: /A day was cleared/ }).first();
  await expect(day).toContainText('Dr. Priya Das has no working time any more on Mon');
  await expect(day).toContainText('Reason: Fever');
  await expect(
    main.getByRole('row', { name: /The password of Asha Roy was wrong 5 times/ }),
  ).toBeVisible();
  await expectAccessible(page);
  await lookAt(page, 'alerts');

  await main.getByLabel('Search by name or reason').fill('asha');
  await expect(day).toBeHidden();
  await main.getByLabel('Search by name or reason').fill('');
  await day.getByRole('button', { name: 'Put off' }).click();
  await page.getByRole('menuitem', { name: 'For a day' }).click();
  await expect(main.getByText('Put off until')).toBeHidden();
  await main.getByText('Put off', { exact: true }).first().click();
  await expect(main.getByText(/Put off until/)).toBeVisible();
  await main.getByRole('button', { name: 'Bring back' }).first().click();
  await main.getByText('Open', { exact: true }).click();
  await day.getByRole('button', { name: 'Settle' }).click();
  await main.getByText('Settled', { exact: true }).click();
  await expect(main.getByText(/Settled by Ruma Paul/)).toBeVisible();

  await desk.goTo('Settings');
  await page.getByLabel(/^From how much on: Files taken/).fill('20');
  await page.getByLabel('E-mail of Ruma Paul').fill('ruma@example.org');
  await page.getByRole('button', { name: 'Save the alerts' }).scrollIntoViewIfNeeded();
  await lookAt(page, 'alerts-settings');
  await page.getByRole('button', { name: 'Save the alerts' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await desk.goTo('Settings');
  await expect(page.getByLabel(/^From how much on: Files taken/)).toHaveValue('20');
  await expect(page.getByLabel('E-mail of Ruma Paul')).toHaveValue('ruma@example.org');
  await expectAccessible(page, 'main');
});

test('what people do too often and a backup that fails are told, each with where it is looked into [AL2] [AL3] [AL6] [AL9]', async ({
  page,
}) => {
  test.setTimeout(600_000);
  using manager = await signedIn('admin');
  using front = await signedIn('saltlake');
  const room = await freeTimes(front, { fromMs: THREE_WEEKS_ON_MS, count: 4 });
  const [taken, first, second, third] = room;
  if (!taken || !first || !second || !third) throw new Error('There is room ahead.');
  const rule = (from: number) => ({ isOn: true, mails: false, from });
  const rules = { 'mass-cancelled': rule(3), 'rule-overridden': rule(2), exported: rule(3) };
  expect(await manager.intend('save-alerting', { addresses: [], rules })).toMatchObject({
    ok: true,
  });

  // Somebody at the front desk asks for taken time, goes past a rule, and calls visits off.
  await bookEach(front, [taken]);
  for (let n = 0; n < 3; n += 1) {
    expect(await front.intend('book', visitAt(taken))).toMatchObject({
      ...{ ok: false, refusal: { kind: 'time-taken' } },
    });
  }
  const horizon = { id: crypto.randomUUID(), name: 'Two weeks ahead', effect: 'reason' as const };
  const everywhere = { branchId: null, doctorId: null, serviceId: null };
  const always = { fromDay: null, untilDay: null, active: true };
  const demand = { kind: 'horizon' as const, days: 14 };
  expect(
    await manager.intend('save-rule', { ...horizon, ...everywhere, ...always, demand }),
  ).toMatchObject({ ok: true });
  expect(await front.intend('book', visitAt(first))).toMatchObject({ ok: false });
  const accepts = { ruleIds: [horizon.id], reason: 'Comes from far away' };
  const ids = await bookEach(front, [first, second, third], { accepts });
  for (const appointmentId of ids) {
    expect(await front.intend('cancel', { appointmentId, reason: 'Called' })).toMatchObject({
      ok: true,
    });
  }
  // Files leave the book, and no backup can be made.
  const days = { firstDay: MONDAY.day, lastDay: MONDAY.day };
  const report = { kind: 'report-file', format: 'csv', ...days, ...everywhere } as const;
  for (let n = 0; n < 3; n += 1) expect(await manager.ask(report)).toMatchObject({ ok: true });
  const backups = join(host.folder, 'backups');
  rmSync(backups, { recursive: true, force: true });
  writeFileSync(backups, 'in the way');
  expect(await manager.ask({ kind: 'make-backup' })).toMatchObject({ ok: false });
  expect(await front.ask({ kind: 'alerts', filter: 'all', text: '' })).toBeNull();

  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Alerts');
  const main = page.getByRole('main');
  const row = (kind: string) => main.getByRole('row', { name: new RegExp(kind) });
  for (const [kind, sentence, severity] of [
    ['Overbooking was refused', 'Asha Roy was refused a time that is taken 3 times', 'Notice'],
    ['Rules were gone past', 'Asha Roy went past booking rules 3 times within a day', 'Notice'],
    ['Many were cancelled', 'Asha Roy cancelled 3 appointments within an hour', 'Urgent'],
    ['Many files were taken', 'Ruma Paul took 3 files of the book within an hour', 'Warning'],
    ['No backup', 'The book of Salt Lake could not be backed up.', 'Urgent'],
  ] as const) {
    await expect(row(kind)).toContainText(sentence);
    await expect(row(kind)).toContainText(severity);
  }
  await lookAt(page, 'alerts-kinds');
  await expectAccessible(page);
  // Those of one branch alone are shown nothing of another; a front desk was shown none.
  using park = await signedIn('parkmanager');
  const shown = (await park.ask({ kind: 'alerts', filter: 'all', text: '' })) ?? [];
  expect(shown.filter(({ branchId }) => branchId !== PARK_STREET)).toEqual([]);

  await row('Many were cancelled').getByRole('button', { name: 'Look into it' }).click();
  await expect(main.getByLabel('Person, reason or patient')).toHaveValue('Asha Roy');
  await expect(main.getByRole('button', { name: /^Cancelled Appointment/ }).first()).toBeVisible();
  // What can be made again settles itself.
  rmSync(backups);
  expect(await manager.ask({ kind: 'make-backup' })).toMatchObject({ ok: true });
  await desk.goTo('Alerts');
  await expect(row('Many were cancelled')).toBeVisible();
  await expect(row('No backup')).toBeHidden();
  await main.getByText('Settled', { exact: true }).click();
  await expect(row('No backup')).toContainText('Over by itself');
});

async function signedIn(login: string): Promise<DeskClient> {
  const client = await openDeskClient(host.url);
  await client.hello();
  expect(await client.signIn(login, SAMPLE_PASSWORD)).toMatchObject({ ok: true });
  return client;
}

longTest(
  'a conflict that nobody looks after for a night and a day is told of, and leads to it [AL2] [AL9]',
  async ({ page }) => {
    test.setTimeout(600_000);
    await loseTime();
    clock.setLater(25 * 3_600_000);
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goTo('Alerts');
    const main = page.getByRole('main');
    const row = main.getByRole('row', { name: /Conflicts wait/ });
    // The host looks for it once a minute.
    await expect(row).toContainText('at Salt Lake for longer than it should', { timeout: 180_000 });
    await expect(row).toContainText('Warning');
    await row.getByRole('button', { name: 'Look into it' }).click();
    await expect(main.getByRole('heading', { name: 'Conflicts' })).toBeVisible();
  },
);

/** Somebody who is booked loses the time. */
async function loseTime(): Promise<void> {
  using manager = await signedIn('admin');
  using front = await signedIn('saltlake');
  const free = await freeTimes(front, { fromMs: THREE_WEEKS_ON_MS, count: 1 });
  await bookEach(front, free.slice(0, 1));
  const times = free.slice(0, 1).map(({ startMs, endMs }) => ({
    ...{ id: crypto.randomUUID(), startMs, endMs },
  }));
  const doctorId = free[0]?.doctorId ?? '';
  const away = { doctorId, kind: 'leave', reason: 'Ill', times, affected: 'displace' } as const;
  expect(await manager.intend('add-time-off', away)).toMatchObject({ ok: true });
}
