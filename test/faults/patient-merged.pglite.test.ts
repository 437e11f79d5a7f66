import { expect, test } from 'vitest';
import { loadPerson } from '../../shared/engine/queries/load-persons.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  setUpClinic,
  type TestEngine,
} from '../support/engine.ts';

/** Each is asked first in one of two. */
const ROUNDS = process.env.DAYBOOK_LONG ? 8 : 2;

const visit = (engine: TestEngine, id: string) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select(['patientId', 'status'])
      .where('id', '=', id)
      .executeTakeFirst(),
  );

test('whoever becomes another while somebody books them is booked once, as who they are [PM7]', async () => {
  const engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
  for (let round = 0; round < ROUNDS; round += 1) {
    const patientId = engine.newId();
    await engine.ask('save-patient', aPatient(patientId, `Double ${round}`));
    const appointmentId = engine.newId();
    const intentId = engine.newId();
    const merge = () =>
      engine.ask('merge-patients', { patientId, survivorId: PATIENT, take: [] }, { id: intentId });
    const book = () => engine.ask('book', aBooking(appointmentId, '10:00', { patientId }));
    const asked = round % 2 === 0 ? [merge, book] : [book, merge];
    const [one, other] = await Promise.all(asked.map((ask) => ask()));
    expect([one?.ok, other?.ok]).toEqual([true, true]);
    const booked = await visit(engine, appointmentId);
    expect(booked?.status).toBe('booked');
    // The one who was faster decides under which record it stands, and none of them whose it is.
    expect(booked?.patientId).toBe(round % 2 === 0 ? PATIENT : patientId);
    const person = await engine.store.read((db) =>
      loadPerson(db, ORGANISATION, booked?.patientId ?? ''),
    );
    expect(person?.id).toBe(PATIENT);
    expect(await engine.ask('cancel', { appointmentId, reason: 'Again' })).toMatchObject({
      ok: true,
    });
    expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  }
  await engine.close();
});

test('of two desks that make the same two one, each the other way round, the first is done [PM2] [PM7]', async () => {
  const engine = await openTestEngine();
  await setUpClinic(engine);
  const other = engine.newId();
  await engine.ask('save-patient', aPatient(other, 'Mira Ayer'));
  const merge = (patientId: string, survivorId: string) =>
    engine.ask('merge-patients', { patientId, survivorId, take: [] });
  const [first, second] = await Promise.all([merge(PATIENT, other), merge(other, PATIENT)]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toMatchObject({ ok: false, error: { kind: 'same-person' } });
  await engine.close();
});
