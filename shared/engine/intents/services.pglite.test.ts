import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { PLAIN_SERVICE, type Service } from '../../model/service.ts';
import { loadFreeTimes } from '../queries/load-free-times.ts';

const HOUR_MS = 3_600_000;
const SURGERY = 'a5d6c1de-52f5-4c4e-9d0c-6a2b7a1f0003';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

const save = (over: Partial<Service>) =>
  engine.ask('save-service', {
    ...{ id: CONSULTATION, name: 'Consultation', durationMin: 15, hue: 'green', active: true },
    ...PLAIN_SERVICE,
    ...over,
  });
const saveSurgery = (over: Partial<Service> = {}) =>
  save({ id: SURGERY, name: 'Surgery', durationMin: 60, beforeMin: 15, afterMin: 30, ...over });
const book = (clock: string, over: object = {}) =>
  engine.ask('book', { ...aBooking(engine.newId(), clock), ...over });
const surgery = { serviceId: SURGERY, startMs: at('10:00'), endMs: at('10:00') + HOUR_MS };

test('nobody books a service with a doctor who does not do it [SV1]', async () => {
  await save({ overrides: [{ doctorId: DR_DAS, durationMin: null }] });
  expect(await book('09:00')).toMatchObject({
    ok: false,
    error: { kind: 'service-not-offered', serviceId: CONSULTATION, doctorId: DR_DAS },
  });
  await save({ overrides: [{ doctorId: DR_SEN, durationMin: null }] });
  expect(await book('09:00')).toMatchObject({ ok: true });
  await save({ overrides: [{ doctorId: DR_DAS, durationMin: 40 }] });
  expect(await book('09:30')).toMatchObject({ ok: true });
});

test('what is booked too near says why, and the audit trail keeps it [SV2]', async () => {
  await saveSurgery();
  expect(await book('10:00', surgery)).toMatchObject({ ok: true });
  const tooNear = await book('11:15');
  expect(tooNear).toMatchObject({
    ok: false,
    error: {
      kind: 'against-rules',
      breaches: [{ ruleId: SURGERY, name: 'Surgery', effect: 'reason', found: 15 }],
    },
  });
  expect(await book('11:30')).toMatchObject({ ok: true });
  const accepts = { ruleIds: [SURGERY], reason: 'It was a short one' };
  expect(await book('11:15', { accepts })).toMatchObject({ ok: true });
  const audit = await engine.store.read((db) =>
    db.kysely.selectFrom('audit').select('reason').orderBy('no', 'desc').limit(1).execute(),
  );
  expect(audit).toEqual([{ reason: 'It was a short one' }]);
});

test('a move is asked as a booking is, and a cancellation is not [SV2]', async () => {
  await saveSurgery();
  const id = engine.newId();
  await engine.ask('book', { ...aBooking(id, '10:00'), ...surgery });
  const other = engine.newId();
  await engine.ask('book', aBooking(other, '12:00'));
  const move = (clock: string) =>
    engine.ask('move', {
      ...{ appointmentId: other, branchId: SALT_LAKE, doctorId: DR_DAS },
      ...{ startMs: at(clock), endMs: at(clock) + HOUR_MS / 4 },
    });
  expect(await move('09:30')).toMatchObject({ ok: true });
  expect(await move('09:40')).toMatchObject({ error: { kind: 'against-rules' } });
  await saveSurgery({ beforeMin: 60 });
  expect(await engine.ask('cancel', { appointmentId: other, reason: 'Ill' })).toMatchObject({
    ok: true,
  });
});

test('times that are offered keep what visits want free around them [SV3]', async () => {
  await saveSurgery();
  await book('10:00', surgery);
  const offered = (serviceId: string, durationMin: number, from: string) =>
    engine.store.read(async (db) => {
      const whose = { branchId: SALT_LAKE, doctorId: DR_DAS, serviceId };
      const times = { fromMs: at(from), nowMs: at(from) };
      const wish = { ...whose, ...times, durationMin, limit: 3 };
      return (await loadFreeTimes(db, ORGANISATION, wish)).map(({ startMs }) => startMs);
    });
  expect(await offered(CONSULTATION, 15, '09:30')).toEqual([at('09:30'), at('11:30'), at('11:45')]);
  // Right after the surgery nothing is offered, although it ended before what is asked for.
  expect((await offered(CONSULTATION, 15, '11:00'))[0]).toBe(at('11:30'));
  await book('12:00');
  expect((await offered(SURGERY, 60, '11:00'))[0]).toBeGreaterThan(at('12:15'));
});
