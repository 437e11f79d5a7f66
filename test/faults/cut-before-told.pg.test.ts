import { expect, test, vi } from 'vitest';
import { openGateways } from '../../server/notify/open-gateways.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import { ADMIN, openCentralClinic } from '../support/central-clinic.ts';
import { openCuttingProxy } from '../support/cutting-proxy.ts';
import {
  aBooking,
  aPatient,
  at,
  CONSULTATION,
  createTestClock,
  MONDAY_8_MS,
} from '../support/engine.ts';
import { openJoinedHost } from '../support/joined-host.ts';
import { openRealCentral } from '../support/real-central.ts';
import { openSmsStandIn } from '../support/sms-stand-in.ts';

const WAIT = { timeout: 90_000, interval: 100 };
/** Somewhere in the request with the booking, somewhere in the answer to it, and between. */
const CUTS = [
  ['up', 40],
  ['up', 400],
  ['up', 900],
  ['down', 1],
  ['down', 60],
  ['down', 300],
] as const;

/** What patients are to be told of a visit, as central has it. */
const toldAt = (engine: Engine, appointmentId: string) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('notification')
      .select(['id', 'state'])
      .where('appointmentId', '=', appointmentId)
      .execute(),
  );

test('the line that breaks between a booking and what is told of it makes the message late, never two or none [NO1] [NO4]', async () => {
  const clock = createTestClock(MONDAY_8_MS);
  await using sms = await openSmsStandIn();
  const gateways = openGateways({ sms: sms.options, email: null }, 3000);
  await using central = await openRealCentral(clock, { gateways });
  const clinic = await openCentralClinic(central, clock);
  await clinic.ask('save-service', {
    ...{ id: CONSULTATION, name: 'Consultation', durationMin: 15, hue: 'green' },
    ...{ ...PLAIN_SERVICE, active: true },
  });
  await using proxy = await openCuttingProxy(central.url);
  await using branch = await openJoinedHost({
    ...{ clock, seed: 9, centralUrl: proxy.url, code: await clinic.newCode() },
    ...ADMIN,
  });
  const { desk, network } = branch;
  await desk.watch(at('00:00'), at('24:00', 4));
  await desk.shows('sessions', (rows) => rows.some(({ confirmed }) => confirmed));
  const ids: string[] = [];
  for (const [i, [side, bytes]] of CUTS.entries()) {
    const [id, patientId] = [crypto.randomUUID(), crypto.randomUUID()];
    const startMs = at('09:00', 1) + i * 15 * 60_000;
    const time = { startMs, endMs: startMs + 15 * 60_000, patientId };
    const newPatient = { ...aPatient(patientId, `Patient ${i}`), phone: `+9198300110${10 + i}` };
    const booking = { ...aBooking(id, '09:00'), ...time, newPatient, notify: true };
    network.set(true);
    expect(await desk.intend('book', booking)).toMatchObject({ ok: true });
    proxy.cutAfter(side, bytes);
    network.set(false);
    ids.push(id);
    if (side === 'down') {
      // Central has it, and its answer did not come whole: the branch hands it over a second time.
      await vi.waitFor(async () => expect(await toldAt(central.engine, id)).toHaveLength(1), WAIT);
      await vi.waitFor(() => expect(proxy.cuts()).toBe(i + 1), WAIT);
    }
    await vi.waitFor(() => {
      const [row] = desk.rows('messages').filter((one) => one.appointmentId === id);
      // The branch tries again by itself, later each time.
      clock.advance(5_000);
      expect(row).toMatchObject({
        state: expect.stringMatching(/waiting|sending|sent/),
        unsynced: false,
      });
    }, WAIT);
  }
  expect(proxy.cuts()).toBe(CUTS.length);
  for (const id of ids) expect(await toldAt(central.engine, id)).toHaveLength(1);
  // Then the branch is cut off altogether: central tells them all the same, and the branch hears of it.
  network.set(true);
  await vi.waitFor(() => {
    clock.advance(11_000);
    expect(new Set(sms.taken.map(({ to }) => to)).size).toBe(CUTS.length);
  }, WAIT);
  network.set(false);
  for (const id of ids) {
    await desk.shows('messages', (rows) =>
      rows.some((one) => one.appointmentId === id && one.state === 'sent'),
    );
  }
  clock.advance(60_000);
  await vi.waitFor(() => expect(sms.taken).toHaveLength(CUTS.length), WAIT);
  const told = sms.taken.map(({ to }) => to).toSorted();
  expect(told).toEqual(CUTS.map((_, i) => `+9198300110${10 + i}`));
}, 400_000);
