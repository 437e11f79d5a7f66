import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { lookForAlerts } from '../shared/engine/alerts/look-for-alerts.ts';
import type { Alert } from '../shared/model/alert.ts';
import { ADMIN, type CentralClinic, openCentralClinic } from '../test/support/central-clinic.ts';
import type { DeskClient } from '../test/support/desk-client.ts';
import {
  at,
  createTestClock,
  DR_DAS,
  MONDAY_8_MS,
  PARK_STREET,
  SALT_LAKE,
} from '../test/support/engine.ts';
import { type JoinedHost, openJoinedHost } from '../test/support/joined-host.ts';
import { openRealCentral, quickTimers, type RealCentral } from '../test/support/real-central.ts';
import { openSmtpStandIn, type SmtpStandIn } from '../test/support/smtp-stand-in.ts';
import { openGateways } from './notify/open-gateways.ts';

// What happens at one branch is told at another, and by e-mail, over real lines and databases.

const WAIT = { timeout: 60_000, interval: 100 };
const clock = createTestClock(MONDAY_8_MS);
const REASON = 'Because of Meera Iyer';

let smtp: SmtpStandIn;
let central: RealCentral;
let clinic: CentralClinic;
let saltLake: JoinedHost;
let parkStreet: JoinedHost;

beforeAll(async () => {
  smtp = await openSmtpStandIn();
  const gateways = openGateways({ sms: null, email: smtp.options }, 3000);
  central = await openRealCentral(clock, { gateways, timers: quickTimers });
  clinic = await openCentralClinic(central, clock);
  const hours = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };
  await clinic.ask('save-branch', { id: PARK_STREET, name: 'Park Street', ...hours });
  const place = { name: 'Park Street', kind: 'branch' as const, branchId: PARK_STREET };
  const { organisationId } = clinic;
  const code = await central.newCode({ ...ADMIN, organisationId }, place);
  const open = { clock, centralUrl: central.url, ...ADMIN };
  saltLake = await openJoinedHost({ ...open, seed: 9, code: await clinic.newCode() });
  parkStreet = await openJoinedHost({ ...open, seed: 10, code });
  await saltLake.desk.watch(at('00:00'), at('24:00', 9));
  await saltLake.desk.shows('sessions', (rows) => rows.some(({ confirmed }) => confirmed));
  await parkStreet.desk.watch(at('00:00'), at('24:00', 9));
  await parkStreet.desk.shows('users', (rows) => rows.length > 0);
  const [ruma] = parkStreet.desk.rows('users');
  const addresses = [{ userId: ruma?.id ?? '', email: 'ruma@example.org' }];
  const saved = await parkStreet.desk.intend('save-alerting', { rules: {}, addresses });
  expect(saved).toMatchObject({ ok: true });
}, 120_000);
afterAll(async () => {
  await saltLake[Symbol.asyncDispose]();
  await parkStreet[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();
});

const openAt = async (desk: DeskClient): Promise<readonly Alert[]> =>
  (await desk.ask({ kind: 'alerts', filter: 'open', text: '' })) ?? [];

/** Dr. Das is away for a whole day. */
async function clearDay(days: number): Promise<void> {
  const times = [
    { id: central.engine.newId(), startMs: at('00:00', days), endMs: at('24:00', days) },
  ];
  const away = { doctorId: DR_DAS, kind: 'leave', reason: REASON, affected: null, times } as const;
  expect(await saltLake.desk.intend('add-time-off', away)).toMatchObject({ ok: true });
}

/** What became of each, those of later alerts last. */
const mailsAbout = async (): Promise<
  readonly { readonly state: string; readonly attempts: number }[]
> => {
  const { rows } = await central.connector.withSession((session) =>
    session.query(
      `select state, attempts from alert_mail m join alert a on a.id = m.alert_id
        order by a.day, m.opened_ms`,
      [],
    ),
  );
  return rows as Awaited<ReturnType<typeof mailsAbout>>;
};

test('what happened without a line is told elsewhere once there is one, and by e-mail once [AL3] [AL7] [AL8]', async () => {
  saltLake.network.set(true);
  await clearDay(7);
  expect(await openAt(saltLake.desk)).toMatchObject([{ kind: 'day-cleared', reason: REASON }]);
  expect(await openAt(parkStreet.desk)).toEqual([]);
  saltLake.network.set(false);
  await vi.waitFor(async () => expect(await openAt(parkStreet.desk)).toHaveLength(1), WAIT);
  await vi.waitFor(
    async () => expect(await mailsAbout()).toEqual([{ state: 'sent', attempts: 1 }]),
    WAIT,
  );
  expect(smtp.taken).toHaveLength(1);
  const [mail = ''] = smtp.taken;
  const read = mail.replaceAll('=\r\n', '');
  expect(read).toContain('To: ruma@example.org');
  expect(read).toContain('Dr. Priya Das has no working time any more on Mon 9 Mar');
  // What somebody typed may name a patient.
  expect(read).not.toContain('Meera');
}, 120_000);

test('who settles it elsewhere settles it where it happened; what happens anew is sent anew [AL1] [AL8]', async () => {
  const [alert] = await openAt(parkStreet.desk);
  const seen = { alertId: alert?.id ?? '', seenMs: alert?.lastMs ?? 0 };
  expect(await parkStreet.desk.intend('settle-alert', seen)).toMatchObject({ ok: true });
  await vi.waitFor(async () => expect(await openAt(saltLake.desk)).toEqual([]), WAIT);
  const absence = saltLake.desk.rows('timeOff')[0]?.id ?? '';
  await saltLake.desk.intend('remove-time-off', { timeOffId: absence });
  await clearDay(7);
  await vi.waitFor(async () => expect(smtp.taken).toHaveLength(2), WAIT);
  await vi.waitFor(
    async () =>
      expect(await openAt(parkStreet.desk)).toMatchObject([{ count: 2, settledCount: 1 }]),
    WAIT,
  );
  const [again] = await openAt(parkStreet.desk);
  const both = { alertId: again?.id ?? '', seenMs: again?.lastMs ?? 0 };
  expect(await parkStreet.desk.intend('settle-alert', both)).toMatchObject({ ok: true });
}, 120_000);

test('in the quiet hours of its branch an alert waits, and a server that is busy is tried again [AL8]', async () => {
  const asks = { booked: 'off', moved: 'off', cancelled: 'off', displaced: 'off' } as const;
  const quiet = { quietFromMin: 7 * 60, quietUntilMin: 9 * 60, reminderHours: null };
  const messaging = { branchId: SALT_LAKE, asks, ...quiet };
  expect(await saltLake.desk.intend('save-messaging', messaging)).toMatchObject({ ok: true });
  await clearDay(8);
  await vi.waitFor(
    async () => expect((await mailsAbout()).at(-1)).toEqual({ state: 'waiting', attempts: 0 }),
    WAIT,
  );
  expect(smtp.taken).toHaveLength(2);
  smtp.plan('busy');
  clock.advance(3_600_000);
  const last = async () => (await mailsAbout()).at(-1);
  await vi.waitFor(
    async () => expect(await last()).toEqual({ state: 'waiting', attempts: 1 }),
    WAIT,
  );
  expect(smtp.taken).toHaveLength(2);
  clock.advance(60_000);
  await vi.waitFor(async () => expect(await last()).toEqual({ state: 'sent', attempts: 2 }), WAIT);
  expect(smtp.taken).toHaveLength(3);
}, 120_000);

test('a branch that is not heard is told of elsewhere, and no more once it is heard [AL2] [AL6]', async () => {
  saltLake.network.set(true);
  clock.advance(2 * 3_600_000 + 60_000);
  const { organisationId } = clinic;
  const look = () =>
    lookForAlerts(central.engine.store, organisationId, { nowMs: clock.nowMs(), sinceMs: 0 });
  await look();
  const silent = async () =>
    (await openAt(parkStreet.desk)).filter(({ kind }) => kind === 'branch-silent');
  await vi.waitFor(
    // Central looks by itself, too, now and then, and may have counted this look's silence before.
    async () => expect(await silent()).toMatchObject([{ subjectName: 'Salt Lake' }]),
    WAIT,
  );
  saltLake.network.set(false);
  clock.advance(60_000);
  await saltLake.desk.ask({ kind: 'sync-now' });
  await look();
  await vi.waitFor(async () => expect(await silent()).toEqual([]), WAIT);
}, 120_000);

test('of what a gateway was told, nothing of a patient is in the log of central [SE13] [AL7]', () => {
  for (const text of ['Meera', 'ruma@example.org']) expect(central.log()).not.toContain(text);
});
