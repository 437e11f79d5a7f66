import { expect } from '@playwright/test';
import { sampleId } from '../../shared/sample/sample-id.ts';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { openDeskClient } from '../support/desk-client.ts';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// What happens at other desks, as whoever answers for the branch is told of it.

const host = hostOfFile('sample');
const MONDAY = nextMonday();

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
