import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  at,
  DR_DAS,
  DR_SEN,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';

// A doctor's whole days, and visits of several doctors, handed to somebody else.

const DR_NAIR = '00000000-0000-7000-8000-0000000000d4';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('save-doctor', {
    ...{ id: DR_NAIR, name: 'Ravi Nair', speciality: 'ENT', kind: 'full-time' as const },
    ...{ active: true, branchIds: [SALT_LAKE] },
  });
});
afterEach(() => engine.close());

const addSession = (doctorId: string, from: string, until: string, days = 1) =>
  engine.ask('create-session', {
    ...{ id: engine.newId(), branchId: SALT_LAKE, doctorId },
    ...{ startMs: at(from, days), endMs: at(until, days) },
    ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false },
  });
async function book(clock: string, doctorId: string, days = 1): Promise<string> {
  const id = engine.newId();
  const time = { startMs: at(clock, days), endMs: at(clock, days) + 15 * 60_000 };
  expect(await engine.ask('book', aBooking(id, clock, { doctorId, ...time }))).toMatchObject({
    ok: true,
  });
  return id;
}
/** Offered and accepted in one, by whoever answers for the branch. */
async function pass(changes: Partial<IntentInput<'ask-delegation'>>) {
  const delegationId = engine.newId();
  const asked = await engine.ask('ask-delegation', {
    ...{ delegationId, branchId: SALT_LAKE, doctorId: DR_DAS, toDoctorId: DR_SEN, backOf: null },
    ...{ startMs: at('00:00', 1), endMs: at('00:00', 2), reason: 'A conference', tell: false },
    ...changes,
  });
  if (!asked.ok) return asked;
  const answer = { delegationId, note: '' };
  const done = await engine.ask('answer-delegation', { ...answer, answer: 'accept' });
  // What cannot be carried out stays offered, until whoever offered it thinks better of it.
  if (!done.ok) await engine.ask('answer-delegation', { ...answer, answer: 'withdraw' });
  return done;
}
const doctorsOf = (ids: readonly string[]) =>
  engine.store.read(async (db) => {
    const rows = await db.kysely.selectFrom('appointment').select(['id', 'doctorId']).execute();
    return ids.map((id) => rows.find((row) => row.id === id)?.doctorId);
  });
const sessionsOf = (doctorId: string) =>
  engine.store.read(async (db) => {
    const rows = await db.kysely
      .selectFrom('session')
      .select(['startMs', 'endMs'])
      .where('doctorId', '=', doctorId)
      .where('deleted', '=', false)
      .orderBy('startMs')
      .execute();
    return rows.map(({ startMs, endMs }) => [startMs, endMs]);
  });

test('two days pass whole: every session in them and everyone who is expected, and nothing of the day after [DG1] [DG3]', async () => {
  for (const days of [1, 2, 3]) {
    await addSession(DR_DAS, '09:00', '12:00', days);
    await addSession(DR_DAS, '14:00', '17:00', days);
  }
  const those = [
    await book('09:30', DR_DAS),
    await book('16:00', DR_DAS),
    await book('11:00', DR_DAS, 2),
  ];
  const after = await book('09:30', DR_DAS, 3);
  expect(await pass({ endMs: at('00:00', 3) })).toMatchObject({ ok: true });
  expect(await doctorsOf([...those, after])).toEqual([DR_SEN, DR_SEN, DR_SEN, DR_DAS]);
  const hours = (days: number) => [
    [at('09:00', days), at('12:00', days)],
    [at('14:00', days), at('17:00', days)],
  ];
  expect(await sessionsOf(DR_SEN)).toEqual([...hours(1), ...hours(2)]);
  expect(await sessionsOf(DR_DAS)).toEqual(hours(3));
});

test('one appointment that the other doctor cannot see keeps the whole day where it is [DG3]', async () => {
  await addSession(DR_DAS, '09:00', '12:00');
  await addSession(DR_SEN, '09:00', '10:00');
  const those = [await book('09:30', DR_DAS), await book('11:00', DR_DAS)];
  await book('09:30', DR_SEN);
  expect(await pass({})).toMatchObject({ error: { kind: 'time-taken', startMs: at('09:30', 1) } });
  expect(await doctorsOf(those)).toEqual([DR_DAS, DR_DAS]);
  expect(await sessionsOf(DR_DAS)).toEqual([[at('09:00', 1), at('12:00', 1)]]);
});

test('who assists hands that on with the time; nobody is given a visit in which they assist [DG3] [CD2]', async () => {
  await addSession(DR_DAS, '09:00', '12:00');
  await addSession(DR_SEN, '09:00', '12:00');
  const [visit, part] = [await book('10:00', DR_DAS), engine.newId()];
  const added = await engine.ask('add-assistant', {
    ...{ appointmentId: visit, assistanceId: part, doctorId: DR_SEN },
    ...{ insteadOf: null, reason: null },
  });
  expect(added).toMatchObject({ ok: true });
  const hour = { startMs: at('10:00', 1), endMs: at('11:00', 1) };
  expect(await pass(hour)).toMatchObject({ ok: false });
  expect(await doctorsOf([visit, part])).toEqual([DR_DAS, DR_SEN]);
  expect(await pass({ ...hour, doctorId: DR_SEN, toDoctorId: DR_NAIR })).toMatchObject({
    ok: true,
  });
  expect(await doctorsOf([visit, part])).toEqual([DR_DAS, DR_NAIR]);
  expect(await pass(hour)).toMatchObject({ ok: true });
  expect(await doctorsOf([visit, part])).toEqual([DR_SEN, DR_NAIR]);
});

test('of a shared session what passes is the one doctor’s time, and the other’s stays [DG3] [SH1]', async () => {
  const shared = { doctorId: DR_SEN, newId: engine.newId() };
  const session = {
    ...{ id: engine.newId(), branchId: SALT_LAKE, doctorId: DR_DAS },
    ...{ startMs: at('09:00', 1), endMs: at('12:00', 1), slotMin: 15, capacity: 1, tags: [] },
  };
  await engine.ask('create-session', { ...session, requestOverlap: false, shared });
  const ofDas = await book('10:00', DR_DAS);
  expect(await pass({ toDoctorId: DR_NAIR })).toMatchObject({ ok: true });
  expect(await doctorsOf([ofDas])).toEqual([DR_NAIR]);
  expect(await sessionsOf(DR_SEN)).toEqual([[at('09:00', 1), at('12:00', 1)]]);
  expect(await sessionsOf(DR_NAIR)).toEqual([[at('09:00', 1), at('12:00', 1)]]);
});
