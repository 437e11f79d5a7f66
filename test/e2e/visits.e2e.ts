import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { NEW_CONTACT } from '../../shared/model/choices.ts';
import { SAMPLE_BRANCHES, SAMPLE_SERVICES } from '../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { openDeskClient } from '../support/desk-client.ts';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// What became of whom: who says it, when, and what is still open in the evening.

const MONDAY = nextMonday();
const MINUTE_MS = 60_000;
const host = hostOfFile('sample');

test('two desks at one visit: the first is heard, the second told who was faster [VI2]', async ({
  page,
  context,
}) => {
  const secondPage = await context.newPage();
  // What the host tells the second desk comes late: it acts on what it saw before.
  let held: (() => void)[] | null = null;
  await secondPage.routeWebSocket(/\/desk$/, (line) => {
    const server = line.connectToServer();
    server.onMessage((message) => {
      if (held) held.push(() => line.send(message));
      else line.send(message);
    });
  });
  const [first, second] = [deskOn(page), deskOn(secondPage)];
  await first.enter(host.url);
  await first.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Joya Mitra' };
  await first.book(booking);
  await second.enter(host.url);
  await second.goToDay(MONDAY.daysAhead);
  await second.card('Joya Mitra').click();
  await expect(secondPage.getByRole('button', { name: 'Check in' })).toBeVisible();

  held = [];
  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByRole('button', { name: 'Call in' })).toBeVisible();
  await expect(page.getByRole('complementary').getByText(/^\d\d:\d\d, Ruma Paul$/)).toBeVisible();
  await secondPage.getByRole('button', { name: 'Cancel', exact: true }).click();
  await secondPage.getByRole('button', { name: 'Patient called' }).click();
  await secondPage.getByRole('button', { name: 'Cancel appointment' }).click();
  const late = held;
  held = null;
  for (const tell of late) tell();
  await expect(
    secondPage.getByText(/The visit is checked in now: Ruma Paul noted that at \d\d:\d\d/),
  ).toBeVisible();
  await expect(first.card('Joya Mitra')).toHaveCount(1);
  await lookAt(page, 'visit-steps');
});

test('what is open of a day that is over is closed with one click, and taken back [VI4] [VI8]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await bookNowAndClose();
  await page.goto(`${new URL(page.url()).origin}/#/visits`);
  await expect(page.getByRole('heading', { name: 'Visits left open' })).toBeVisible();
  const line = page.getByRole('row').filter({ hasText: 'Late Lobo' });
  await expect(line).toBeVisible();
  await expectAccessible(page);
  await lookAt(page, 'visits-left-open');
  await line.getByRole('button', { name: 'Did not come' }).click();
  await expect(line).toHaveCount(0);
  await desk.toast('Late Lobo').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Taken back.')).toBeVisible();
  await line.getByRole('button', { name: 'Called off' }).click();
  await page.getByRole('menuitem', { name: 'The practice called off' }).click();
  await expect(line).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(line).toBeVisible();
  // At the desk, while the day goes on, the same and that they have come is said with the visit.
  await desk.goTo('Schedule');
  await desk.card('Late Lobo').click();
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: 'Has arrived' }).click();
  await expect(panel.getByText('Arrived', { exact: true }).first()).toBeVisible();
  await lookAt(page, 'visit-arrived');
  await panel.getByRole('button', { name: 'Did not come' }).click();
  await expect(desk.toast('Late Lobo: did not come')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Did not come' })).toBeHidden();
});

/** A visit of this minute, at a branch that has closed for the day. */
async function bookNowAndClose(): Promise<void> {
  using client = await openDeskClient(host.url);
  await client.hello();
  await client.signIn('admin', SAMPLE_PASSWORD);
  const startMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const nowMs = Date.now();
  await client.watch(nowMs - 86_400_000, nowMs + 86_400_000);
  const { id: branchId } = SAMPLE_BRANCHES['salt-lake'];
  const [doctor] = client.rows('doctors').filter(({ name }) => name === 'Priya Das');
  const newPatient = {
    ...{ id: randomUUID(), branchId, name: 'Late Lobo', birthDate: null, sex: 'unknown' as const },
    ...{ phone: null, number: null, note: '', ...NEW_CONTACT },
  };
  const booked = await client.intend('book', {
    ...{ appointmentId: randomUUID(), branchId, doctorId: doctor?.id ?? '', newPatient },
    ...{ serviceId: SAMPLE_SERVICES.consultation.id, patientId: newPatient.id },
    ...{ startMs, endMs: startMs + 15 * MINUTE_MS, holdId: null, note: '', emergency: false },
    overbookReason: 'Came at the last minute',
  });
  expect(booked).toMatchObject({ ok: true });
  const hours = { timeZone: 'Asia/Kolkata', opensMin: 0, closesMin: 1 };
  const closed = await client.intend('save-branch', { id: branchId, name: 'Salt Lake', ...hours });
  expect(closed).toMatchObject({ ok: true });
}
