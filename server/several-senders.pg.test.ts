import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PLAIN_SERVICE } from '../shared/model/service.ts';
import { type CentralClinic, openCentralClinic } from '../test/support/central-clinic.ts';
import {
  type CentralProcess,
  type CentralProcesses,
  machineClock,
  openCentralProcesses,
} from '../test/support/central-processes.ts';
import { aBooking, aPatient, CONSULTATION, PATIENT } from '../test/support/engine.ts';
import { openSmsStandIn, type SmsStandIn } from '../test/support/sms-stand-in.ts';

// Several processes of central on one database send each message once, and one may be killed.

const WAIT = { timeout: 60_000, interval: 100 };
const QUARTER_MS = 15 * 60_000;

let sms: SmsStandIn;
let centrals: CentralProcesses;
let first: CentralProcess;
let clinic: CentralClinic;
let firstFreeMs: number;

beforeAll(async () => {
  sms = await openSmsStandIn();
  const { url, account, token, from, countryCode } = sms.options;
  centrals = await openCentralProcesses({
    env: {
      ...{ DAYBOOK_SMS_URL: url, DAYBOOK_SMS_ACCOUNT: account, DAYBOOK_SMS_TOKEN: token },
      ...{ DAYBOOK_SMS_FROM: from, DAYBOOK_SMS_COUNTRY_CODE: countryCode },
    },
  });
  first = await centrals.start();
  clinic = await openCentralClinic({ ...first, engine: centrals.engine }, machineClock);
  await clinic.ask('save-service', {
    ...{ id: CONSULTATION, name: 'Consultation', durationMin: 15, hue: 'green' },
    ...{ ...PLAIN_SERVICE, active: true },
  });
  await clinic.ask('save-patient', aPatient(PATIENT, 'Meera Iyer'));
  const [session] = await query<{ startMs: number }>(
    `select start_ms as "startMs" from session where start_ms > $1 and not deleted
     order by start_ms limit 1`,
    [machineClock.nowMs() + 86_400_000],
  );
  firstFreeMs = session?.startMs ?? 0;
}, 200_000);
afterAll(async () => {
  await centrals[Symbol.asyncDispose]();
  await sms[Symbol.asyncDispose]();
});

async function query<R>(sql: string, values: readonly unknown[] = []): Promise<readonly R[]> {
  const { rows } = await centrals.connector.withSession((one) => one.query(sql, values));
  return rows as readonly R[];
}

/** Books the next quarter of an hour at central, with the patient to be told. */
async function book(): Promise<string> {
  const id = centrals.engine.newId();
  const startMs = firstFreeMs;
  firstFreeMs += QUARTER_MS;
  const time = { startMs, endMs: startMs + QUARTER_MS };
  await clinic.ask('book', { ...aBooking(id, '09:00'), ...time, notify: true });
  return id;
}

const states = async (): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries(
    (
      await query<{ state: string; count: number }>(
        'select state, count(*)::int4 as count from notification group by state',
      )
    ).map(({ state, count }) => [state, count]),
  );

test('a process that is killed while it sends leaves a message of which nobody knows, and which nobody sends again [NO5]', async () => {
  const arrived = new Promise<void>((resolve) => {
    sms.onMessage = async () => {
      resolve();
      await first.kill();
    };
  });
  await book();
  await arrived;
  sms.onMessage = null;
  await vi.waitFor(() => expect(sms.taken).toHaveLength(1), WAIT);
  await centrals.start();
  // Nobody takes it from who may be sending it.
  expect(await states()).toEqual({ sending: 1 });
  await query('update outbox set lease_until_ms = 0');
  await vi.waitFor(async () => expect(await states()).toEqual({ unknown: 1 }), WAIT);
  expect(sms.asked()).toBe(1);
}, 120_000);

test('two processes send each message once [NO4]', async () => {
  await centrals.start();
  const before = sms.asked();
  for (let n = 0; n < 10; n += 1) await book();
  await vi.waitFor(async () => expect(await states()).toEqual({ unknown: 1, sent: 10 }), WAIT);
  expect(sms.asked() - before).toBe(10);
  expect(new Set(sms.taken.slice(1).map(({ key }) => key)).size).toBe(10);
  expect(await query('select 1 from outbox')).toEqual([]);
}, 120_000);
