import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { NEW_CONTACT } from '../../shared/model/choices.ts';
import { SAMPLE_BRANCHES, SAMPLE_SERVICES } from '../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { openDeskClient } from '../support/desk-client.ts';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// How somebody attended until now, wherever they are booked, moved or called off.

const host = hostOfFile('sample');
const { id: branchId } = SAMPLE_BRANCHES['salt-lake'];
const SLOT_MS = 15 * 60_000;

test('whoever missed visits is known by it at their name, in a booking and at an appointment [PH3]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await attend('Nila Bose', ['no-show', 'completed', 'no-show', 'completed', 'no-show']);
  await page.getByRole('button', { name: 'New booking' }).click();
  const panel = page.getByRole('complementary');
  await panel.getByRole('combobox', { name: 'Patient' }).fill('Nila Bose');
  await panel.getByRole('option', { name: 'Nila Bose' }).click();
  const strip = panel.getByRole('list', { name: 'The last 5 visits, the newest last' });
  await expect(strip.getByRole('listitem')).toHaveCount(5);
  await expect(strip.getByRole('img', { name: /^Did not come, / })).toHaveCount(3);
  await expect(panel.getByText('Missed 3 of the last 5')).toBeVisible();
  await lookAt(page, 'attendance-booking');
  await expectAccessible(page);
});

test('the history tells each visit, and who called it off and how late [PH1] [PH2]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await attend('Tara Sinha', ['completed', 'no-show', 'by-patient', 'by-practice']);
  await desk.goTo('Patients');
  await page.getByLabel('Search').fill('Tara Sinha');
  await page.getByRole('button', { name: 'History of Tara Sinha' }).click();
  const history = page.getByRole('region', { name: 'Visits of Tara Sinha' });
  await expect(history.getByText('1 visit, 1 missed, 1 called off')).toBeVisible();
  await expect(history.getByText(/^Called off by the patient, .+ before: Ill$/)).toBeVisible();
  await expect(history.getByText(/^Called off by the practice, .+ before: Ill$/)).toBeVisible();
  // What the practice called off is no mark.
  await expect(history.getByRole('listitem')).toHaveCount(3);
  await lookAt(page, 'attendance-history');
  await expectAccessible(page);
  await history.getByRole('button', { name: 'Close' }).click();
  await expect(history).toHaveCount(0);
});

longTest('nothing is called off before it is said by whom [PH2]', async ({ page }) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await page.locator('.rbc-event').first().waitFor();
  const [booked] = await attend('Uma Nath', ['booked']);
  await desk.goToDay(daysFromToday(booked?.startMs ?? 0));
  await desk.card('Uma Nath').click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  const panel = page.getByRole('complementary');
  const doCancel = panel.getByRole('button', { name: 'Cancel appointment' });
  await panel.getByLabel('Reason').fill('The machine is broken');
  await expect(doCancel).toBeDisabled();
  await lookAt(page, 'attendance-cancel');
  await expectAccessible(page);
  await panel.getByRole('radio', { name: 'The practice' }).check();
  await doCancel.click();
  await expect(desk.card('Uma Nath')).toHaveCount(0);
});

test('where the practice wants it, a manager decides about who often stays away [PH3]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await page.getByRole('button', { name: 'RP, Ruma Paul' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Asha Roy' }).first().click();
  await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible();
  await attend('Vikram Roy', ['no-show', 'no-show']);
  await sayRule();
  await page.getByRole('button', { name: 'New booking' }).click();
  const panel = page.getByRole('complementary');
  await panel.getByRole('combobox', { name: 'Patient' }).fill('Vikram Roy');
  await panel.getByRole('option', { name: 'Vikram Roy' }).click();
  await expect(panel.getByText('Missed 2 of the last 2')).toBeVisible();
  await panel.getByRole('button', { name: '· Dr.' }).first().click();
  await panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(panel.getByText('A manager can do it: ask one to sign in here.')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Do it all the same' })).toHaveCount(0);
  await lookAt(page, 'attendance-manager');
  await expectAccessible(page);
});

const daysFromToday = (atMs: number): number => {
  const day = (ms: number): number => Math.floor((ms + 5.5 * 3_600_000) / 86_400_000);
  return day(atMs) - day(Date.now());
};

async function openAdmin() {
  const client = await openDeskClient(host.url);
  await client.hello();
  await client.signIn('admin', SAMPLE_PASSWORD);
  return client;
}

async function sayRule(): Promise<void> {
  using client = await openAdmin();
  const rule = await client.intend('save-rule', {
    ...{ id: randomUUID(), name: 'Often away', effect: 'manager', active: true },
    demand: { kind: 'missed', missed: 2, of: 3 },
    ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
  });
  expect(rule).toMatchObject({ ok: true });
}

type Ending = 'booked' | 'completed' | 'no-show' | 'by-patient' | 'by-practice';

/** Somebody new, with visits that ended so, the oldest first. */
async function attend(name: string, endings: readonly Ending[]) {
  using client = await openAdmin();
  const patient = {
    ...{ id: randomUUID(), branchId, name, birthDate: null, sex: 'unknown' as const },
    ...{ phone: null, number: null, note: '', ...NEW_CONTACT },
  };
  expect(await client.intend('save-patient', patient)).toMatchObject({ ok: true });
  const serviceId = SAMPLE_SERVICES.consultation.id;
  const times = await client.ask({
    ...{ kind: 'free-times', branchId, doctorId: null, durationMin: SLOT_MS / 60_000, serviceId },
    ...{ fromMs: Date.now() + 86_400_000, limit: endings.length },
  });
  for (const [i, ending] of endings.entries()) {
    const appointmentId = randomUUID();
    const { startMs = 0, doctorId = '' } = times[i] ?? {};
    const booked = await client.intend('book', {
      ...{ appointmentId, branchId, doctorId, serviceId, patientId: patient.id, newPatient: null },
      ...{ startMs, endMs: startMs + SLOT_MS, holdId: null, note: '', emergency: false },
      overbookReason: null,
    });
    expect(booked).toMatchObject({ ok: true });
    if (ending === 'booked') continue;
    const steps =
      ending === 'completed' ? (['in-consult', 'completed'] as const) : (['no-show'] as const);
    const ended =
      ending === 'by-patient' || ending === 'by-practice'
        ? await client.intend('cancel', {
            ...{ appointmentId, reason: 'Ill' },
            by: ending === 'by-patient' ? 'patient' : 'practice',
          })
        : await takeSteps(client, appointmentId, steps);
    expect(ended).toMatchObject({ ok: true });
  }
  return times;
}

async function takeSteps(
  client: Awaited<ReturnType<typeof openAdmin>>,
  appointmentId: string,
  steps: readonly ('in-consult' | 'completed' | 'no-show')[],
) {
  let last: unknown = null;
  for (const status of steps) last = await client.intend('set-status', { appointmentId, status });
  return last;
}
