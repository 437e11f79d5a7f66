import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { PatientMerge } from '../../model/patient.ts';
import type { Actor } from '../../model/user.ts';
import { loadDeskRows } from '../feed/load-desk-rows.ts';
import { findPatients } from '../queries/find-patients.ts';
import { loadAttendance } from '../queries/load-attendance.ts';
import { loadMergePreview } from '../queries/load-merge-preview.ts';
import { loadPatientHistory } from '../queries/load-patient-history.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadVisitTimes } from '../queries/load-visit-times.ts';

const DOUBLE = '00000000-0000-7000-8000-0000000000d1';
let engine: TestEngine;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
  const double = { ...aPatient(DOUBLE, 'Mira Ayer'), phone: '70100 55555' };
  expect(await engine.ask('save-patient', double)).toMatchObject({ ok: true });
});
afterEach(() => engine.close());

const merge = (changes: Partial<PatientMerge> = {}, actor: Actor = admin, id = engine.newId()) =>
  engine.ask(
    'merge-patients',
    { patientId: DOUBLE, survivorId: PATIENT, take: [], ...changes },
    { actor, id },
  );
const patientNow = (id: string) =>
  engine.store.read((db) => loadRecord(db, ORGANISATION, 'patient', id));
const historyOf = async (patientId: string) => {
  const wish = { patientId, doctorId: null, before: null };
  const { visits } = await engine.store.read((db) => loadPatientHistory(db, ORGANISATION, wish));
  return visits.map(({ id }) => id);
};
const find = (text: string) =>
  engine.store.read((db) => findPatients(db, ORGANISATION, { text, limit: 10 }));

async function book(clock: string, patientId: string): Promise<string> {
  const id = engine.newId();
  const booked = await engine.ask('book', aBooking(id, clock, { patientId }));
  expect(booked).toMatchObject({ ok: true });
  return id;
}

async function miss(appointmentId: string): Promise<void> {
  const said = await engine.ask('set-status', { appointmentId, status: 'no-show' });
  expect(said).toMatchObject({ ok: true });
}

test('two records of one person are one: what was booked under either is hers, and counts [PM1] [PM3]', async () => {
  const [one, other] = [await book('09:00', DOUBLE), await book('09:15', PATIENT)];
  engine.clock.advance(2 * 3_600_000);
  await miss(one);
  await miss(other);
  const ahead = await book('12:00', DOUBLE);
  expect(await merge({ take: ['phone'] })).toMatchObject({ ok: true });
  for (const id of [PATIENT, DOUBLE]) {
    expect(await historyOf(id)).toEqual([ahead, other, one]);
    const { ends } = await engine.store.read((db) => loadAttendance(db, ORGANISATION, id));
    expect(ends.map(({ end }) => end)).toEqual(['missed', 'missed']);
  }
  expect(await patientNow(PATIENT)).toMatchObject({ name: 'Meera Iyer', phone: '70100 55555' });
  expect(await patientNow(DOUBLE)).toMatchObject({ mergedInto: PATIENT });
  // Whoever looks for the name of before finds who she is, once, with her next visit.
  const found = await find('Ayer');
  expect(found).toMatchObject([{ id: PATIENT, name: 'Meera Iyer' }]);
  const wish = { patientIds: [PATIENT], nowMs: engine.clock.nowMs() };
  expect(await engine.store.read((db) => loadVisitTimes(db, ORGANISATION, wish))).toMatchObject([
    { patientId: PATIENT, nextVisitMs: at('12:00') },
  ]);
  expect(await find('98300 11842')).toEqual([]);
});

test('what is booked, waited for or queued under the record that went is the other’s [PM3]', async () => {
  await merge();
  const appointmentId = await book('10:00', DOUBLE);
  const wishId = engine.newId();
  await engine.ask('save-wish', {
    ...{ id: wishId, branchId: SALT_LAKE, patientId: DOUBLE, serviceId: CONSULTATION },
    ...{ appointmentId: null, doctorIds: [], branchIds: [], weekdays: [], parts: [] },
    ...{ fromDay: null, untilDay: null, urgent: false, note: '', newPatient: null },
  });
  const entryId = engine.newId();
  await engine.ask('join-queue', {
    ...{ entryId, branchId: SALT_LAKE, doctorId: null, serviceId: CONSULTATION },
    ...{ patientId: DOUBLE, priority: 'normal', newPatient: null, appointmentId: null },
  });
  const whose = await engine.store.read(async (db) => [
    (await loadRecord(db, ORGANISATION, 'appointment', appointmentId))?.patientId,
    (await loadRecord(db, ORGANISATION, 'wish', wishId))?.patientId,
    (await loadRecord(db, ORGANISATION, 'queueEntry', entryId))?.patientId,
  ]);
  expect(whose).toEqual([PATIENT, PATIENT, PATIENT]);
  const saved = await engine.ask('save-patient', aPatient(DOUBLE, 'Mira Ayer'));
  expect(saved).toMatchObject({ error: { kind: 'patient-merged', into: 'Meera Iyer' } });
});

test('it is taken back whole, and each has again what was booked under it [PM4]', async () => {
  const [one, other] = [await book('09:00', DOUBLE), await book('09:15', PATIENT)];
  const before = await Promise.all([patientNow(DOUBLE), patientNow(PATIENT)]);
  const id = engine.newId();
  await merge({ take: ['phone', 'name'] }, admin, id);
  expect(await engine.ask('undo', { intentId: id })).toMatchObject({ ok: true });
  expect(await historyOf(DOUBLE)).toEqual([one]);
  expect(await historyOf(PATIENT)).toEqual([other]);
  for (const [i, was] of before.entries()) {
    const now = await patientNow(i === 0 ? DOUBLE : PATIENT);
    const { name, phone, mergedInto } = now ?? {};
    expect({ name, phone, mergedInto }).toEqual({
      ...{ name: was?.name, phone: was?.phone, mergedInto: null },
    });
  }
  const entry = await engine.store.read((db) =>
    db.kysely.selectFrom('audit').selectAll().where('intentId', '=', id).executeTakeFirst(),
  );
  expect(entry?.intentKind).toBe('merge-patients');
  expect(entry?.changes.map((change) => change.id).toSorted()).toEqual(
    [DOUBLE, PATIENT].toSorted(),
  );
});

test('what cannot become one stays two, and changes nothing [PM2]', async () => {
  const desk: Actor = { ...admin, userId: engine.newId(), role: 'front-desk' };
  const elsewhere = { ...desk, branchIds: [PARK_STREET] };
  const unknown = engine.newId();
  expect(await merge({ patientId: PATIENT })).toMatchObject({ error: { kind: 'same-person' } });
  expect(await merge({ patientId: unknown })).toMatchObject({ error: { kind: 'unknown-record' } });
  for (const actor of [elsewhere, { ...desk, role: 'doctor' as const }]) {
    expect(await merge({}, actor)).toMatchObject({ error: { kind: 'not-permitted' } });
  }
  expect(await patientNow(DOUBLE)).toMatchObject({ mergedInto: null });
  expect(await merge({}, desk)).toMatchObject({ ok: true });
  const back = await merge({ patientId: PATIENT, survivorId: DOUBLE });
  expect(back).toMatchObject({ error: { kind: 'same-person' } });
  const third = engine.newId();
  await engine.ask('save-patient', aPatient(third, 'Meera I'));
  const chained = await merge({ survivorId: third });
  expect(chained).toMatchObject({ error: { kind: 'patient-merged', into: 'Meera Iyer' } });
});

test('before it is done it is shown what goes over [PM5]', async () => {
  await book('09:00', DOUBLE);
  const missed = await book('09:30', DOUBLE);
  engine.clock.advance(3 * 3_600_000);
  await miss(missed);
  await book('12:00', DOUBLE);
  const shown = await engine.store.read((db) =>
    loadMergePreview(db, ORGANISATION, {
      ...{ patientId: DOUBLE, survivorId: PATIENT, nowMs: engine.clock.nowMs() },
    }),
  );
  expect(shown).toMatchObject({
    patient: { id: DOUBLE, name: 'Mira Ayer' },
    survivor: { id: PATIENT },
    ...{ ahead: 1, past: 2, wishes: 0, refusal: null },
  });
});

test('desks show the name that goes on, at once and on what is booked already [PM3]', async () => {
  const id = await book('10:00', DOUBLE);
  await merge();
  const rows = await engine.store.read((db) =>
    loadDeskRows(
      db,
      { organisationId: ORGANISATION, nowMs: engine.clock.nowMs() },
      'appointments',
      {
        ...{ startMs: at('08:00'), endMs: at('18:00') },
      },
    ),
  );
  expect(rows.filter((row) => row.id === id)).toMatchObject([{ patientName: 'Meera Iyer' }]);
});
