import { expect, test } from 'vitest';
import {
  admin,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { enrol, exchange } from '../../../test/support/exchange.ts';
import type { Preferences } from '../../model/preferences.ts';
import { loadPatient } from '../queries/load-patient.ts';
import { loadSuggestions } from '../queries/load-suggestions.ts';

const SAID: Preferences = {
  ...{ doctorIds: [DR_SEN], branchIds: [], weekdays: [], parts: [] },
  ...{ notBeforeMin: 600, notAfterMin: null },
};
const patient = aPatient(PATIENT, 'Asha Rao');

const known = (engine: TestEngine) =>
  engine.store.read((db) => loadPatient(db, ORGANISATION, PATIENT));

test('what a patient likes is kept, suggested by with why, and left alone by who does not know of it [SG7]', async () => {
  const engine = await openTestEngine();
  await setUpClinic(engine);
  for (const doctorId of [DR_DAS, DR_SEN]) {
    await engine.ask('create-series', aSeries(engine.newId(), { doctorId }));
  }
  expect(await engine.ask('save-patient', { ...patient, prefers: SAID })).toMatchObject({
    ok: true,
  });
  const wish = {
    ...{ branchId: SALT_LAKE, doctorId: null, serviceId: CONSULTATION, patientId: PATIENT },
    ...{ newPatient: null, appointmentId: null, urgent: false },
    ...{ fromMs: at('08:00'), untilMs: at('08:00', 14) },
  };
  const { times } = await engine.store.read((db) =>
    loadSuggestions(db, ORGANISATION, wish, { actor: admin, nowMs: engine.clock.nowMs() }),
  );
  expect(times[0]?.doctorId).toBe(DR_SEN);
  expect(times[0]?.startMs).toBeGreaterThanOrEqual(at('10:00'));
  expect(times[0]?.reasons).toContainEqual({ kind: 'wanted-doctor' });
  expect(times[0]?.reasons).toContainEqual({
    ...{ kind: 'wanted-hours', notBeforeMin: 600, notAfterMin: null },
  });

  const phone = '98300 55555';
  await engine.ask('save-patient', { ...patient, phone });
  expect(await known(engine)).toMatchObject({ phone, prefers: SAID });
  const never = { ...SAID, notAfterMin: 599 };
  expect(await engine.ask('save-patient', { ...patient, prefers: never })).toEqual({
    ...{ ok: false, error: { kind: 'empty-range' } },
  });
  const nothing = { ...SAID, doctorIds: [], notBeforeMin: null };
  await engine.ask('save-patient', { ...patient, prefers: nothing });
  expect((await known(engine))?.prefers).toEqual(nothing);
  await engine.close();
});

test('what a patient likes reaches the other computers, beside what is changed there meanwhile [SG7]', async () => {
  const book = (replica: string) => ({
    replica,
    name: replica,
    centralUrl: 'http://central.invalid',
  });
  const central = await openTestEngine({
    book: {
      ...book('central'),
      isCentral: true,
      branchId: null,
      kind: 'central',
      centralUrl: null,
    },
  });
  await setUpClinic(central);
  const desks: TestEngine[] = [];
  for (const [i, replica] of ['salt-lake.1', 'salt-lake.2'].entries()) {
    const at = { kind: 'branch' as const, branchId: SALT_LAKE, doctorId: null };
    await enrol(central, { replica, name: replica, ...at });
    const desk = await openTestEngine({
      seed: 70 + i,
      book: { ...book(replica), isCentral: false },
    });
    desks.push(desk);
    await exchange(desk, central);
  }
  const [one, other] = desks as [TestEngine, TestEngine];
  await one.ask('save-patient', { ...patient, prefers: SAID });
  const phone = '98300 55555';
  await other.ask('save-patient', { ...patient, phone });
  for (const desk of [one, other, one]) await exchange(desk, central);
  for (const engine of [one, other, central]) {
    expect(await known(engine)).toMatchObject({ phone, prefers: SAID });
  }
  for (const engine of [one, other, central]) await engine.close();
});
