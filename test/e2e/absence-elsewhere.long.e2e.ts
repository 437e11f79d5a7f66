import { expect } from '@playwright/test';
import { NEW_CONTACT } from '../../shared/model/choices.ts';
import { sampleId } from '../../shared/sample/sample-id.ts';
import { SAMPLE_BRANCHES, SAMPLE_SERVICES } from '../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD, SAMPLE_USERS } from '../../shared/sample/sample-users.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { startHost } from '../support/running-host.ts';
import { test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';
import { startSendingCentral } from './pages/sending-central.ts';
import { signInJoined } from './pages/sign-in-joined.ts';

// Dr. Sen works at Salt Lake in the morning, and at Park Street on Monday afternoons.

const MINUTE_MS = 60_000;
const HEARD = { timeout: 60_000 };
const [{ login }] = SAMPLE_USERS;
const park = SAMPLE_BRANCHES['park-street'];
const MONDAY = nextMonday().day;

/** Books somebody new with Dr. Sen at Park Street on Monday afternoon, at the first time there is. */
async function bookAtPark(desk: DeskClient, name: string, phone: string | null): Promise<void> {
  const patient = {
    ...{
      id: crypto.randomUUID(),
      branchId: park.id,
      name,
      birthDate: null,
      sex: 'unknown' as const,
    },
    ...{ phone, number: null, note: '', ...NEW_CONTACT },
  };
  const firstMs = Date.parse(`${MONDAY}T15:00:00+05:30`);
  for (let quarter = 0; quarter < 14; quarter += 1) {
    const startMs = firstMs + quarter * 15 * MINUTE_MS;
    const booked = await desk.intend('book', {
      ...{
        appointmentId: crypto.randomUUID(),
        branchId: park.id,
        doctorId: sampleId('doctor:sen'),
      },
      ...{ startMs, endMs: startMs + 15 * MINUTE_MS, serviceId: SAMPLE_SERVICES.consultation.id },
      ...{ patientId: patient.id, newPatient: patient, holdId: null, note: '' },
      ...{ overbookReason: null, emergency: false, notify: false },
    });
    if (booked.ok) return;
  }
  throw new Error(`Nothing is free for ${name}.`);
}

test('an absence that is entered at one branch is told to patients of another, whose desk sees it [NO16]', async ({
  page,
  browser,
}) => {
  test.setTimeout(400_000);
  await using central = await startSendingCentral();
  await using saltLake = await startHost();
  await using parkStreet = await startHost();
  using first = await central.join(saltLake.url, 'salt-lake');
  using atPark = await central.join(parkStreet.url, 'park-street');
  await expect(async () => {
    expect(await atPark.signIn(login, SAMPLE_PASSWORD)).toMatchObject({ ok: true });
  }).toPass(HEARD);
  const asks = { booked: 'off', moved: 'off', cancelled: 'off', displaced: 'yes' } as const;
  const hours = { quietFromMin: null, quietUntilMin: null, reminderHours: null };
  expect(
    await atPark.intend('save-messaging', { branchId: park.id, asks, ...hours }),
  ).toMatchObject({ ok: true });
  await bookAtPark(atPark, 'Zubin Mistry', '98300 55555');
  await bookAtPark(atPark, 'Nobody Reachable', null);

  const desk = deskOn(page);
  const main = page.getByRole('main');
  await page.goto(saltLake.url);
  await signInJoined(page);
  await desk.goTo('Settings');
  await desk.choose('When a time is lost', 'Ask, ticked');
  await page.getByRole('button', { name: 'Save the messages' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await desk.goTo('Time off');
  await main.getByRole('button', { name: 'Enter time off' }).click();
  await desk.choose('Doctor', 'Anita Sen');
  await desk.choose('Why', 'Emergency');
  await main.getByLabel('First day').fill(MONDAY);
  await main.getByLabel('Last day').fill(MONDAY);
  await expect(main.getByText(/^Elsewhere too: \d+ visits at Park Street\.$/)).toBeVisible(HEARD);
  await expect(main.getByLabel('Tell the patients')).toBeChecked();
  await lookAt(page, 'absence-elsewhere');
  await expectAccessible(page);
  await main.getByRole('button', { name: 'Enter it' }).click();
  await expect(main.getByText('The patients are being told.')).toBeVisible();
  const told = () =>
    central.sms.taken.filter(({ to }) => to === '+919830055555').map(({ body }) => body);
  await expect(async () => {
    expect(told()).toEqual([expect.stringMatching(/^Dear Zubin Mistry, .* cannot take place/)]);
  }).toPass(HEARD);

  const other = await (await browser.newContext()).newPage();
  await other.goto(parkStreet.url);
  await signInJoined(other);
  await deskOn(other).goTo('Messages');
  const row = other.getByRole('row').filter({ hasText: 'Zubin Mistry' });
  await expect(row).toContainText('Lost its time');
  await expect(row).toContainText('Sent at', HEARD);
  await other.getByText('To be called', { exact: true }).click();
  const toCall = other.getByRole('row').filter({ hasText: 'Nobody Reachable' });
  await expect(toCall).toContainText('No number to reach them');
  await lookAt(other, 'absence-elsewhere-told');
  await expectAccessible(other);
  expect(told()).toHaveLength(1);
  first.close();
});
