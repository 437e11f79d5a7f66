import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Who did what, as whoever answers for a branch looks it up, and proves that nobody changed it.

const host = hostOfFile('sample');
const MONDAY = nextMonday();
/** Of what a busy machine takes its time for. */
const LONG = { timeout: 30_000 };

test('a cancellation is found by its reason, opened, checked and saved for an auditor [AU2] [AU4]', async ({
  page,
}, info) => {
  test.setTimeout(120_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Nila Dutta' };
  await desk.book({ ...booking, orFree: true });
  await desk.card('Nila Dutta').click();
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: 'Cancel', exact: true }).click();
  await panel.getByRole('button', { name: 'Patient is better' }).click();
  await panel.getByRole('button', { name: 'Cancel appointment' }).click();
  await expect(desk.toast('Nila Dutta is cancelled.')).toBeVisible();

  await desk.goTo('Audit trail');
  const main = page.getByRole('main');
  await main.getByLabel('Person, reason or patient').fill('is better');
  const found = main.getByRole('button', {
    name: /^Cancelled Appointment Nila Dutta/,
  });
  await expect(found).toBeVisible();
  await found.click();
  await expect(main.getByText('cancelled (was booked)')).toBeVisible();
  await expect(main.getByText(/by the clock that replicas agree on/)).toBeVisible();
  await lookAt(page, 'trail');
  await expectAccessible(page);
  await main.getByRole('button', { name: /^Its story: Appointment Nila Dutta/ }).click();
  const lines = main.getByRole('list').getByRole('listitem');
  await expect(lines.filter({ hasText: /^Booked.*Salt Lake/ })).toBeVisible(LONG);
  await expect(lines.filter({ hasText: 'Reason: Patient is better' })).toBeVisible();
  await lookAt(page, 'trail-story');
  await expectAccessible(page);

  await desk.choose('What was done', 'Booked');
  await expect(main.getByText('Nothing of that kind in these days.')).toBeVisible();
  await main.getByLabel('Person, reason or patient').fill('nila');
  await expect(main.getByRole('button', { name: /^Booked Appointment Nila Dutta/ })).toBeVisible(
    LONG,
  );

  await main.getByRole('button', { name: 'Check the trail' }).click();
  await expect(main.getByText(/The trail is whole: [\d,]+ entries/)).toBeVisible(LONG);
  await lookAt(page, 'trail-checked');

  const downloaded = page.waitForEvent('download');
  await main.getByRole('button', { name: 'Save for an auditor' }).click();
  const file = info.outputPath('trail.ndjson.gz');
  await (await downloaded).saveAs(file);
  expect(gunzipSync(readFileSync(file)).toString('utf8')).toContain('Patient is better');
  const trail = join(import.meta.dirname, '../../build/trail.ts');
  expect(execFileSync(process.execPath, [trail, 'check', file], { encoding: 'utf8' })).toMatch(
    /^\d+ entries follow on each other\./,
  );
  const wrong = spawnSync(process.execPath, [trail, 'check', trail], { encoding: 'utf8' });
  expect(wrong.stderr).toContain('is no file of a trail');
  expect(wrong.status).toBe(1);

  await main.getByLabel('Until').fill('2020-01-01');
  await expect(main.getByText(/last day that is not before the first/)).toBeVisible();
});

test('what happened to an appointment is told in its panel, and that somebody looked is kept [AU2] [AU3]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:15', newPatient: 'Arka Pal' };
  await desk.book({ ...booking, orFree: true });
  await desk.card('Arka Pal').click();
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: 'What happened' }).click();
  await expect(panel.getByRole('listitem').filter({ hasText: 'Booked' })).toBeVisible();
  await lookAt(page, 'story');
  await desk.goTo('Audit trail');
  await page.getByLabel('Person, reason or patient').fill('Arka');
  await expect(page.getByRole('button', { name: /Patient looked at/ })).toBeVisible(LONG);
});
