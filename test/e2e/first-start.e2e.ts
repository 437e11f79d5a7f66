import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { SAMPLE_BRANCHES } from '../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD, SAMPLE_USERS } from '../../shared/sample/sample-users.ts';
import { startNode } from '../support/process.ts';
import { CENTRAL, fileOf } from '../support/programs.ts';
import { startHost } from '../support/running-host.ts';
import { deskOn } from './pages/desk-page.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// The first start of a real host in a real browser, by each of its three ways.

const MONDAY = nextMonday();
/** A first start makes a database, and hashes a password, perhaps on a busy machine. */
const SET_UP = { timeout: 120_000 };
const READY_MS = 90_000;

const field = (place: Page | Locator, name: string): Locator =>
  place.getByRole('textbox', { name, exact: true });

test('the sample clinic is opened, also where the first screen had to be fetched again [UW4]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await using host = await startHost();
  await page.route(/welcome-screen-/, (route) => route.abort());
  await page.goto(host.url);
  await expect(page.getByText('This screen is not here yet')).toBeVisible();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: /^Open the sample clinic/ }).click();
  await expect(page.locator('.rbc-event').first()).toBeVisible(SET_UP);
});

test('an organisation of one’s own is started, set up, signed in to, and books', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await using host = await startHost();
  const desk = deskOn(page);
  await page.goto(host.url);
  await page.getByRole('button', { name: /^Start a new organisation/ }).click();
  await field(page, 'Organisation').fill('Lakeside Clinics');
  await field(page, 'Name of this branch').fill('River Side');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Asia/Kolk');
  await page.getByRole('option', { name: 'Asia/Kolkata' }).click();
  await page.getByLabel('Opens').fill('08:30');
  await page.getByLabel('Closes').fill('17:00');
  await field(page, 'Your name').fill('Ruma Paul');
  await field(page, 'Name').fill('ruma');
  await page.getByRole('textbox', { name: 'Password' }).fill('a quiet morning');
  await lookAt(page, 'new-organisation');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible(SET_UP);

  await page.getByRole('button', { name: 'RP, Ruma Paul' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Lakeside Clinics' })).toBeVisible();
  await field(page, 'Name').fill('ruma');
  await page.getByRole('textbox', { name: 'Password' }).fill('a noisy evening');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('This name and password do not belong together.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Password' }).fill('a quiet morning');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible();
  await expect(page.getByText('No doctors to show')).toBeVisible();

  await setUpByHand(page);
  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Meera Iyer', day: MONDAY.day, time: '12:30' };
  await desk.book({ ...booking, newPatient: 'Joya Mitra' });
  await expect(page.getByText('Nobody else can take this time.')).toBeVisible();
  await expect(desk.card('Joya Mitra')).toHaveCount(1);
});

/** A doctor, a service, and when the doctor works, each on its screen. */
async function setUpByHand(page: Page): Promise<void> {
  const desk = deskOn(page);
  await desk.goTo('Doctors');
  await page.getByRole('button', { name: 'New doctor' }).click();
  const doctorForm = page.locator('form', { has: page.getByLabel('Speciality') });
  await doctorForm.getByLabel('Name').fill('Meera Iyer');
  await doctorForm.getByLabel('Speciality').fill('ENT');
  await doctorForm.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Edit Meera Iyer' }).click();
  await doctorForm.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Part-time' }).click();
  await doctorForm.getByRole('button', { name: 'Save' }).click();
  const doctor = page.getByRole('row', { name: 'Meera Iyer' });
  await expect(doctor).toContainText('Part-time');
  await expect(doctor).toHaveCount(1);
  await desk.goTo('Services');
  const form = (label: string) => page.locator('form', { has: page.getByLabel(label) });
  const add = async (label: string): Promise<void> => {
    await form(label).getByRole('button', { name: 'Add', exact: true }).click();
  };
  await form('Free before, minutes').getByLabel('Name').fill('Consultation');
  await add('Free before, minutes');
  await page.getByRole('button', { name: 'Edit Consultation' }).click();
  await form('Free before, minutes').getByLabel('Name').fill('First visit');
  await form('Free before, minutes').getByRole('button', { name: 'Save the change' }).click();
  await expect(page.getByRole('cell', { name: 'First visit', exact: true })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Consultation', exact: true })).toHaveCount(0);
  await lookAt(page, 'services-by-hand');
  const work = { doctor: 'Meera Iyer', day: MONDAY.day, from: '09:00', until: '13:00' };
  const panel = await desk.fillWork(work);
  await panel.getByText('Weekly', { exact: true }).click();
  await panel.getByLabel('Slot length').fill('30');
  for (const day of ['Tue', 'Wed', 'Thu', 'Fri'])
    await panel.getByText(day, { exact: true }).click();
  await panel.getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByText('The working time is added.')).toBeVisible();
}

test('an organisation that exists is joined at its central server; a wrong code is refused in words, and the right one lets in', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'daybook-central-'));
  const place = ['--data-folder', folder, '--port', '0'];
  await using central = startNode(fileOf(CENTRAL), [...place, '--sample', '--json']);
  await using host = await startHost();
  const centralUrl = String((await central.nextMessage(READY_MS)).url);
  await page.goto(host.url);
  await page.getByRole('button', { name: /^Join an organisation/ }).click();
  const joinBy = async (address: string, code: string): Promise<void> => {
    await field(page, 'Address of the central server').fill(address);
    await field(page, 'One-time code').fill(code);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
  };
  await joinBy(centralUrl, 'AAAA-BBBB-CCCC');
  await expect(
    page.getByText('This code is wrong, used or too old. Ask for a new one.'),
  ).toBeVisible(SET_UP);
  await lookAt(page, 'wrong-code');
  await joinBy('http://127.0.0.1:9', 'AAAA-BBBB-CCCC');
  await expect(page.getByText(/^The central server did not answer/)).toBeVisible(SET_UP);

  await joinBy(centralUrl, await newCode(centralUrl));
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible(SET_UP);
  // The accounts come with the first exchange.
  const isIn = page.getByRole('button', { name: 'New booking' });
  await expect(async () => {
    if (await isIn.isVisible()) return;
    await field(page, 'Name').fill('parkstreet');
    await page.getByRole('textbox', { name: 'Password' }).fill(SAMPLE_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(isIn).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText('Park Street').first()).toBeVisible();
  await expect(page.locator('.rbc-event').first()).toBeVisible();
  await central.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

/** A code for a replica of Park Street, made by the administrator of the sample. */
async function newCode(centralUrl: string): Promise<string> {
  const [{ login }] = SAMPLE_USERS;
  const device = { name: 'Park Street', kind: 'branch', doctorId: null };
  const branchId = SAMPLE_BRANCHES['park-street'].id;
  const answer = await fetch(new URL('/v1/codes', centralUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: SAMPLE_PASSWORD, ...device, branchId }),
  });
  return ((await answer.json()) as { readonly code: string }).code;
}
