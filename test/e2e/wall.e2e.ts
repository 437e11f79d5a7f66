import { expect } from '@playwright/test';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { openDeskClient } from '../support/desk-client.ts';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// The screen in the waiting room tells everybody whose turn it is, and nobody who they are.

const host = hostOfFile('sample');
const DAY_MS = 86_400_000;

/** The names and phones of everybody in the book around today. */
async function patientsKnown(): Promise<readonly string[]> {
  using client = await openDeskClient(host.url);
  await client.hello();
  await client.signIn('admin', SAMPLE_PASSWORD);
  await client.watch(Date.now() - DAY_MS, Date.now() + DAY_MS);
  return client
    .rows('appointments')
    .flatMap(({ patientName, patientPhone }) => [patientName, patientPhone ?? patientName]);
}

test('the wall shows tickets, doctors and rooms, and not a byte of who the patients are [QE9]', async ({
  page,
  context,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Queue');
  for (const name of ['Joya Mitra', 'Ravi Menon']) {
    await page.getByRole('button', { name: 'Walk-in' }).click();
    await page.getByRole('form', { name: 'New ticket' }).getByLabel('Patient').fill(name);
    await page.getByRole('option', { name: `New patient: ${name}` }).click();
    await page.getByRole('button', { name: 'Give the ticket' }).click();
    await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
  }

  const wall = await context.newPage();
  let heard = '';
  wall.on('websocket', (line) => {
    line.on('framereceived', ({ payload }) => {
      heard += String(payload);
    });
  });
  const { origin } = new URL(page.url());
  await wall.goto(`${origin}/#/wall`);
  await expect(wall.getByText('Nobody is called at the moment.')).toBeVisible();
  await expect(wall.getByRole('region', { name: 'Next' })).toContainText('A-2');

  await page.getByRole('button', { name: 'Call: A-1' }).click();
  await desk.choose('Doctor', 'Anita Sen');
  await page.getByRole('combobox', { name: 'Room, if it has a name' }).fill('2');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  const called = wall.getByRole('region', { name: 'Please come in' });
  await expect(called).toContainText('A-1');
  await expect(called).toContainText('Dr. Anita Sen');
  await expect(called).toContainText('Room 2');
  await lookAt(wall, 'wall');
  await expectAccessible(wall);

  const names = [...new Set([...(await patientsKnown()), 'Joya Mitra', 'Ravi Menon'])];
  expect(names.length).toBeGreaterThan(2);
  expect(heard).toContain('A-1');
  expect(heard).not.toContain('"rows"');
  expect(names.filter((name) => heard.includes(name))).toEqual([]);
});

longTest(
  'a desk that becomes a wall is signed out, and stays a wall after a reload [QE9]',
  async ({ page }) => {
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goTo('Queue');
    await page.getByRole('button', { name: 'Wall screen' }).click();
    const next = page.getByRole('region', { name: 'Next' });
    await expect(next).toBeVisible();
    await page.reload();
    await expect(next).toBeVisible();
    await page.getByRole('button', { name: 'Sign in at this screen' }).click();
    await expect(page.getByRole('button', { name: 'Ruma Paul' })).toBeVisible();
  },
);
