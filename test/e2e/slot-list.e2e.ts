import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { addDays } from '../../shared/time/day.ts';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Slots of other programs, read in and published through the screen by the real program.

const host = hostOfFile('sample');
const MONDAY = nextMonday();
const SUNDAY = addDays(MONDAY.day, 6);

const SCHEDULE = {
  ...{ resourceType: 'Schedule', id: 's1' },
  actor: [{ reference: 'Location/l1' }, { reference: 'Practitioner/p', display: 'Priya Das' }],
};
const slot = (id: string, from: string, to: string) => ({
  ...{ resourceType: 'Slot', id, schedule: { reference: 'Schedule/s1' }, status: 'free' },
  ...{ start: `${SUNDAY}T${from}:00+05:30`, end: `${SUNDAY}T${to}:00+05:30` },
});
const list = (...resources: readonly object[]): Buffer =>
  Buffer.from(resources.map((one) => `${JSON.stringify(one)}\n`).join(''));

test('slots of another program become working time, and what can be booked is published [IM14] [IM15] [EX6] [SV10]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const main = page.getByRole('main');
  const press = (name: string) => main.getByRole('button', { name, exact: true }).click();
  const offer = (name: string, buffer: Buffer): Promise<void> =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer });
  const lookWell = async (name: string): Promise<void> => {
    await lookAt(page, name);
    await expectAccessible(page);
  };
  const fact = (name: string) => main.locator('dt', { hasText: name }).locator('+ dd');
  await desk.enter(host.url);
  await desk.goTo('Import');
  const massage = { serviceType: [{ text: 'Massage' }] };
  const nine = { ...slot('a', '09:00', '09:30'), ...massage };
  const half = { ...slot('b', '09:30', '10:00'), ...massage };
  await offer('slots.ndjson', list(SCHEDULE, nine, half, slot('c', '09:45', '10:15')));
  await expect(main.getByText('SMART Scheduling Links', { exact: true })).toBeVisible();
  await lookWell('slot-list-form');
  await press('Check the slots');
  await expect(main.getByRole('row', { name: /overlaps another slot/ })).toHaveCount(1);
  await expect(fact('New')).toHaveText('1');
  const strange = main.getByRole('row', { name: /no service of ours is called so/ });
  await expect(strange).toHaveCount(1);
  await lookWell('slot-list-report');
  await main.getByRole('combobox', { name: 'Massage' }).focus();
  await page.keyboard.type('Consult');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await press('Check again');
  await expect(strange).toHaveCount(0);
  await expect(main.getByRole('combobox', { name: 'Massage' })).toHaveValue('Consultation');
  await expect(fact('New')).toHaveText('1');
  await press('Import');
  await expect(page.getByText('Imported.')).toBeVisible();

  await desk.goTo('Export');
  await desk.choose('File', 'SMART Scheduling Links');
  await desk.choose('Doctor', 'Priya Das');
  await main.getByLabel('From').fill(SUNDAY);
  await main.getByLabel('Until').fill(SUNDAY);
  await main.getByLabel('Phone for booking').fill('033 4000 1000');
  await main.getByLabel('Web address of the folder').fill('clinic');
  await lookWell('smart-export');
  await press('Save the file');
  await expect(main.getByText(/begins with https/)).toBeVisible();
  await main.getByLabel('Web address of the folder').fill('https://clinic.example/slots');
  const downloaded = page.waitForEvent('download');
  await press('Save the file');
  const bytes = readFileSync(await (await downloaded).path());
  const slots = strFromU8(unzipSync(bytes)['slots.ndjson'] ?? new Uint8Array());
  expect(slots.trim().split('\n')).toHaveLength(2);
  expect(slots).toContain('033 4000 1000');

  await desk.goTo('Import');
  await offer('ours.zip', bytes);
  await press('Check the slots');
  await expect(fact('As before')).toHaveText('1');
  await expect(main.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
});
