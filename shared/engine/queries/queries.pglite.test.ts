import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { loadRecordStory } from '../trail/load-record-story.ts';
import { findPatients } from './find-patients.ts';
import { loadPatient } from './load-patient.ts';
import { loadSyncCounts } from './load-sync-counts.ts';
import { loadUser } from './load-user.ts';
import { loadVisitTimes } from './load-visit-times.ts';

const PATIENTS = 10_000;
const APPOINTMENT = '00000000-0000-7000-8000-000000000002';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries('00000000-0000-7000-8000-000000000001'));
  await engine.ask('book', aBooking(APPOINTMENT, '09:00'));
  await engine.connector.withSession((session) =>
    session.script(`begin; select set_config('daybook.writing', 'yes', true);
      insert into patient (organisation_id, id, branch_id, name, sex, phone, note, seq)
      select '${ORGANISATION}', gen_random_uuid(), gen_random_uuid(),
        (array['Arun','Bela','Chandra','Dipa','Esha'])[1 + n % 5] || ' ' ||
        (array['Bose','Ghosh','Mukherjee','Roy','Saha','Sen','Nag'])[1 + n % 7] || ' ' || n,
        'unknown', '033 ' || lpad((n * 7919 % 10000000)::text, 8, '0'), '', 1
      from generate_series(1, ${PATIENTS}) n; commit; analyze patient`),
  );
});
afterAll(() => engine.close());

const find = (text: string, limit = 50) =>
  engine.store.read((db) => findPatients(db, ORGANISATION, { text, limit }));
const namesOf = async (text: string) => (await find(text)).map((patient) => patient.name);

describe('finding a patient', () => {
  test.each([
    ['meera'],
    ['IYER meera'],
    ['iy me'],
    ['98300 11842'],
    ['11842'],
    ['9830011842'],
    ['1980-05-17 meera'],
  ])('%s finds Meera Iyer', async (text) => {
    expect(await namesOf(text)).toContain('Meera Iyer');
  });

  test('a slip of the finger still finds her, and nonsense finds nobody', async () => {
    expect(await namesOf('mera iyer')).toContain('Meera Iyer');
    expect(await namesOf('xqzw vvkj')).toEqual([]);
    expect(await namesOf('   ')).toEqual([]);
    expect(await namesOf('%')).toEqual([]);
  });

  test('who begins with the letters comes first, and two letters sound like nobody', async () => {
    const names = await namesOf('bo');
    expect(names).toHaveLength(50);
    expect(names.every((name) => name.includes(' Bose') || name.startsWith('Bo'))).toBe(true);
    expect(await namesOf('mu')).toHaveLength(50);
    expect((await namesOf('ar')).every((name) => name.startsWith('Arun'))).toBe(true);
    expect(await namesOf('iy')).toEqual(['Meera Iyer']);
    expect(await namesOf('zq')).toEqual([]);
  });

  test('says when she comes next', async () => {
    const patientIds = (await find('meera iyer')).map(({ id }) => id);
    const nowMs = engine.clock.nowMs();
    const [times] = await engine.store.read((db) =>
      loadVisitTimes(db, ORGANISATION, { patientIds, nowMs }),
    );
    expect(times).toMatchObject({ lastVisitMs: null });
    expect(times?.nextVisitMs).toBeGreaterThan(nowMs);
  });

  test('never gives more than was asked for', async () => {
    expect(await find('arun', 7)).toHaveLength(7);
    expect(await find('a', 50)).toHaveLength(50);
  });

  test.each([['a'], ['bo'], ['sen 77'], ['mukherjee esha'], ['12345']])(
    'among 100,000 people "%s" is answered while a person types',
    async (text) => {
      await find(text);
      const started = performance.now();
      await find(text);
      // A search that looks at everybody takes longer on any machine.
      expect(performance.now() - started).toBeLessThan(10_000);
    },
  );
});

test('a patient, a user and what waits for central', async () => {
  const read = engine.store.read;
  expect(await read((db) => loadPatient(db, ORGANISATION, PATIENT))).toMatchObject({
    name: 'Meera Iyer',
    birthDate: '1980-05-17',
  });
  expect(await read((db) => loadPatient(db, ORGANISATION, APPOINTMENT))).toBeNull();
  expect(await read((db) => loadUser(db, ORGANISATION, { login: 'ruma' }))).toMatchObject({
    name: 'Ruma Paul',
    passwordHash: 'x',
  });
  expect(await read((db) => loadUser(db, ORGANISATION, { login: 'nobody' }))).toBeNull();
  expect(await read((db) => loadSyncCounts(db, ORGANISATION))).toMatchObject({
    waitingByKind: { appointment: 1, patient: 1, branch: 2 },
    refusedRows: [],
  });
});

test('the story of an appointment names who did what', async () => {
  await engine.ask('set-status', { appointmentId: APPOINTMENT, status: 'arrived' });
  const story = await engine.store.read((db) => loadRecordStory(db, ORGANISATION, APPOINTMENT));
  expect(story.entries).toMatchObject([
    { who: 'Ruma Paul', act: 'book', changes: [{ before: null, after: { status: 'booked' } }] },
    {
      act: 'set-status',
      changes: [{ before: { status: 'booked' }, after: { status: 'arrived' } }],
    },
  ]);
  expect(story.names).toMatchObject({ [PATIENT]: 'Meera Iyer' });
});
