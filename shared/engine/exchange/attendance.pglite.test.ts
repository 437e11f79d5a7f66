import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  at,
  DR_DAS,
  ORGANISATION,
  PARK_STREET,
  PATIENT,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import type { Actor } from '../../model/user.ts';
import { loadAttendance } from '../queries/load-attendance.ts';
import { loadPatientHistory } from '../queries/load-patient-history.ts';

const QUARTER_MS = 15 * 60_000;
let replicas: ThreeReplicas;
beforeEach(async () => {
  replicas = await openThreeReplicas();
  const { parkStreet, meet } = replicas;
  const over = { branchId: PARK_STREET, rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=4' };
  await must(parkStreet.ask('create-series', aSeries(parkStreet.newId(), over)));
  await meet();
});
afterEach(() => replicas[Symbol.asyncDispose]());

const must = async (asked: ReturnType<TestEngine['ask']>): Promise<void> => {
  const outcome = await asked;
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
};
const shown = (engine: TestEngine) =>
  engine.store.read((db) => loadAttendance(db, ORGANISATION, PATIENT));
const endsAt = async (engine: TestEngine) => (await shown(engine)).ends.map(({ end }) => end);

const time = (clock: string, days: number) => ({
  startMs: at(clock, days),
  endMs: at(clock, days) + QUARTER_MS,
});

/** Books at Salt Lake so many days from Monday on. */
async function book(clock: string, days = 0): Promise<string> {
  const { saltLake } = replicas;
  const id = saltLake.newId();
  await must(saltLake.ask('book', { ...aBooking(id, clock), ...time(clock, days) }));
  return id;
}

/** The same, and moves the visit to Park Street on Wednesday. */
async function bookElsewhere(clock: string): Promise<string> {
  const appointmentId = await book(clock, 1);
  const to = { branchId: PARK_STREET, doctorId: DR_DAS, ...time(clock, 2) };
  await must(replicas.saltLake.ask('move', { appointmentId, ...to }));
  await replicas.meet();
  return appointmentId;
}
const say = (engine: TestEngine, appointmentId: string, status: 'no-show' | 'completed') =>
  must(engine.ask('set-status', { appointmentId, status }));

test('a branch is told how a patient attended elsewhere, and each counts in one order [PH4]', async () => {
  const { saltLake, parkStreet, central, meet } = replicas;
  const first = await book('09:00');
  const second = await bookElsewhere('09:30');
  const third = await book('10:00', 7);
  await say(saltLake, first, 'no-show');
  await say(parkStreet, second, 'no-show');
  // Before they meet, each knows its own.
  expect(await endsAt(saltLake)).toEqual(['missed']);
  await must(saltLake.ask('set-status', { appointmentId: third, status: 'in-consult' }));
  await say(saltLake, third, 'completed');
  await meet();
  const all = ['seen', 'missed', 'missed'];
  expect(await endsAt(saltLake)).toEqual(all);
  expect(await endsAt(parkStreet)).toEqual(all);
  expect(await endsAt(central)).toEqual(all);
  expect(await shown(saltLake)).toMatchObject({
    elsewhere: { seen: 0, missed: 1, cancelled: 0, cancelledLate: 0 },
    ends: [{ startMs: at('10:00', 7) }, { startMs: null }, { startMs: at('09:00') }],
  });
  expect((await shown(parkStreet)).elsewhere).toMatchObject({ seen: 1, missed: 1 });
});

test('what a branch is told of others names no branch, doctor, service or time [PH5]', async () => {
  const { saltLake, parkStreet, laptop, meet } = replicas;
  const visit = await bookElsewhere('09:30');
  await say(parkStreet, visit, 'no-show');
  await meet();
  const rows = await saltLake.store.read((db) =>
    db.kysely.selectFrom('attendance').selectAll().execute(),
  );
  expect(rows.map(({ branchId }) => branchId)).toEqual([SALT_LAKE]);
  const [row] = rows;
  const { branchId: _, patientId: __, ...told } = { ...row };
  for (const secret of [PARK_STREET, DR_DAS, visit, String(at('09:30', 2))]) {
    expect(JSON.stringify(told)).not.toContain(secret);
  }
  // A doctor's laptop has no business with it.
  const onLaptop = await laptop.store.read((db) =>
    db.kysely.selectFrom('attendance').select('id').execute(),
  );
  expect(onLaptop).toEqual([]);
});

test('what is taken back or put right elsewhere is told anew [PH4]', async () => {
  const { saltLake, parkStreet, meet } = replicas;
  const visit = await bookElsewhere('09:30');
  const intentId = parkStreet.newId();
  await must(
    parkStreet.ask('set-status', { appointmentId: visit, status: 'no-show' }, { id: intentId }),
  );
  await meet();
  expect((await shown(saltLake)).elsewhere).toMatchObject({ missed: 1 });
  await must(parkStreet.ask('undo', { intentId }));
  await meet();
  expect((await shown(saltLake)).elsewhere).toMatchObject({ missed: 0 });
  expect(await endsAt(saltLake)).toEqual([]);
});

test('how old it is: as old as the branch that central heard longest ago [PH6]', async () => {
  const { saltLake, parkStreet, clock, meet } = replicas;
  await say(parkStreet, await bookElsewhere('09:30'), 'no-show');
  await meet();
  const heardMs = clock.nowMs();
  clock.advance(3 * 3_600_000);
  await meet([saltLake]);
  expect((await shown(saltLake)).heardMs).toBe(heardMs);
});

test('a rule about missed visits counts those at every branch [PH3] [PH4]', async () => {
  const { saltLake, parkStreet, meet } = replicas;
  await must(
    saltLake.ask('save-rule', {
      ...{ id: saltLake.newId(), name: 'Often away', effect: 'manager', active: true },
      demand: { kind: 'missed', missed: 2, of: 3 },
      ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
    }),
  );
  await say(saltLake, await book('09:00'), 'no-show');
  const elsewhere = await bookElsewhere('09:30');
  await say(parkStreet, elsewhere, 'no-show');
  const desk: Actor = {
    ...{ userId: saltLake.newId(), name: 'Mina', role: 'front-desk', doctorId: null },
    ...{ branchIds: [], desk: 'desk-2' },
  };
  const wish = () => aBooking(saltLake.newId(), '11:00');
  await meet();
  const refused = await saltLake.ask('book', wish(), { actor: desk });
  expect(refused).toMatchObject({
    error: { kind: 'against-rules', breaches: [{ effect: 'manager', found: 2 }] },
  });
  if (refused.ok || refused.error.kind !== 'against-rules') throw new Error('It is refused.');
  const accepts = {
    ruleIds: refused.error.breaches.map(({ ruleId }) => ruleId),
    reason: 'Promised to come',
  };
  expect((await saltLake.ask('book', { ...wish(), accepts }, { actor: desk })).ok).toBe(false);
  expect((await saltLake.ask('book', { ...wish(), accepts })).ok).toBe(true);
});

test('what the practice calls off stands in the history and counts against nobody [PH2]', async () => {
  const { saltLake } = replicas;
  const off = { affected: 'cancel', kind: 'leave', reason: 'Ill', doctorId: DR_DAS } as const;
  const byPractice = await book('09:00');
  const times = [{ id: saltLake.newId(), startMs: at('08:30'), endMs: at('09:30') }];
  await must(saltLake.ask('add-time-off', { ...off, times }));
  const late = await book('10:00');
  await must(
    saltLake.ask('cancel', { appointmentId: late, reason: 'Patient called', by: 'patient' }),
  );
  expect(await endsAt(saltLake)).toEqual(['cancelled-late']);
  const history = await saltLake.store.read((db) =>
    loadPatientHistory(db, ORGANISATION, { patientId: PATIENT, doctorId: null, before: null }),
  );
  expect(history.sum.counts).toMatchObject({ cancelledLate: 1, byPractice: 1, missed: 0 });
  expect(history.visits).toMatchObject([
    { id: late, cancelledBy: 'patient', noticeMs: 2 * 3_600_000 },
    { id: byPractice, cancelledBy: 'practice', cancelReason: 'Ill' },
  ]);
});

test('a history comes in pages, without a gap and without end [PH1]', async () => {
  const { saltLake } = replicas;
  for (let i = 0; i < 22; i += 1) {
    const startMs = at('09:00', 1) + i * 5 * 60_000;
    const during = { startMs, endMs: startMs + 5 * 60_000 };
    await must(saltLake.ask('book', { ...aBooking(saltLake.newId(), '09:00'), ...during }));
  }
  const page = (before: { startMs: number; id: string } | null) =>
    saltLake.store.read((db) =>
      loadPatientHistory(db, ORGANISATION, { patientId: PATIENT, doctorId: null, before }),
    );
  const first = await page(null);
  expect(first).toMatchObject({ more: true });
  expect(first.visits).toHaveLength(20);
  const last = first.visits.at(-1);
  const second = await page(last ? { startMs: last.startMs, id: last.id } : null);
  expect(second).toMatchObject({ more: false });
  expect(second.visits).toHaveLength(2);
  const all = [...first.visits, ...second.visits].map(({ startMs }) => startMs);
  expect(all).toEqual(all.toSorted((a, b) => b - a));
  expect(new Set(all).size).toBe(22);
});
