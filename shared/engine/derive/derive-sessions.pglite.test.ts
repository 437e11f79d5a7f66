import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aSeries,
  at,
  ORGANISATION,
  openTestEngine,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Series } from '../../model/session.ts';
import { loadRecord } from '../queries/load-record.ts';

const DAY_MS = 86_400_000;
const CAUSE = {
  ...{ intentId: null, intentKind: 'edit-series', actorId: null, actorName: '', role: 'admin' },
  ...{ desk: '', source: 'screen' as const, reason: null },
};

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

const sessions = () =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select(['startMs', 'endMs', 'slotMin', 'deleted', 'homeReplica'])
      .orderBy('startMs')
      .execute(),
  );
const slotCount = async (startMs: number) => {
  const slots = await engine.store.read((db) =>
    db.kysely
      .selectFrom('slot as t')
      .innerJoin('session as s', 's.id', 't.sessionId')
      .select('t.id')
      .where('s.startMs', '=', startMs)
      .execute(),
  );
  return slots.length;
};
const edit = (id: string, changes: Partial<Series>) =>
  engine.store.write(ORGANISATION, CAUSE, async (tx) => {
    const before = await loadRecord(tx, ORGANISATION, 'series', id);
    if (!before) throw new Error('There is the series.');
    tx.put('series', { ...before, ...changes }, before);
  });

test('a daily series that began nine years ago is there, and goes on as time passes [SD2]', async () => {
  const id = engine.newId();
  const series = aSeries(id, { rule: 'FREQ=DAILY', firstDay: '2017-03-02', slotMin: 240 });
  expect(await engine.ask('create-series', series)).toMatchObject({ ok: true });
  const before = await sessions();
  expect(before.at(0)?.startMs).toBe(Date.UTC(2017, 2, 2, 3, 30));
  expect(before.at(-1)?.startMs).toBe(at('09:00', HORIZON_DAYS));
  engine.clock.advance(14 * DAY_MS);
  await engine.extendHorizon(ORGANISATION);
  expect((await sessions()).slice(before.length).map((one) => one.startMs)).toEqual(
    Array.from({ length: 14 }, (_, i) => at('09:00', HORIZON_DAYS + i + 1)),
  );
});

test('every other week stays every other week where it is derived from the middle [SD2]', async () => {
  const id = engine.newId();
  const rule = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO';
  await engine.ask('create-series', aSeries(id, { rule }));
  engine.clock.advance(21 * DAY_MS);
  await engine.extendHorizon(ORGANISATION);
  const starts = (await sessions()).map((one) => one.startMs);
  expect(starts).toEqual(starts.map((_, i) => at('09:00', 14 * i)));
  expect(starts.length).toBe(15);
});

test('a change of a series rewrites nothing that is over or under way [SD3]', async () => {
  const id = engine.newId();
  await engine.ask('create-series', aSeries(id, { firstDay: '2026-02-23' }));
  engine.clock.advance(DAY_MS + 2 * 3_600_000);
  await edit(id, { startMin: 600, endMin: 720, slotMin: 30 });
  const [past, monday, tuesday, wednesday] = (await sessions()).slice(4);
  const asItWas = { endMs: at('13:00'), slotMin: 15, deleted: false };
  expect(past).toMatchObject({ startMs: at('09:00', -3), endMs: at('13:00', -3), slotMin: 15 });
  expect(monday).toMatchObject({ ...asItWas, startMs: at('09:00') });
  expect(tuesday).toMatchObject({ startMs: at('09:00', 1), endMs: at('13:00', 1), slotMin: 15 });
  expect(wednesday).toMatchObject({
    ...{ startMs: at('10:00', 2), endMs: at('12:00', 2), slotMin: 30 },
  });
  expect(await slotCount(at('09:00'))).toBe(16);
  expect(await slotCount(at('10:00', 2))).toBe(4);
});

test('what is under way follows its series to another home, what is over does not', async () => {
  const id = engine.newId();
  await engine.ask('create-series', aSeries(id));
  engine.clock.advance(DAY_MS + 2 * 3_600_000);
  await edit(id, { homeReplica: 'salt-lake.2' });
  const homes = (await sessions()).slice(0, 3).map((one) => one.homeReplica);
  expect(homes).toEqual(['salt-lake.1', 'salt-lake.2', 'salt-lake.2']);
});

test('a rule that this version cannot read leaves the sessions that are there', async () => {
  const id = engine.newId();
  await engine.ask('create-series', aSeries(id));
  const before = await sessions();
  await edit(id, { rule: 'FREQ=WEEKLY;COUNT=3;UNTIL=20260401' });
  expect(await sessions()).toEqual(before);
});

test('a contradictory rule is refused, and so is a first day that is none', async () => {
  const ask = (changes: Partial<ReturnType<typeof aSeries>>) =>
    engine.ask('create-series', aSeries(engine.newId(), changes));
  const refused = { ok: false, error: { kind: 'bad-rule' } };
  expect(await ask({ rule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30' })).toMatchObject(refused);
  expect(await ask({ firstDay: '2026-02-30' })).toMatchObject(refused);
  expect(await ask({ firstDay: '9999-12-31' })).toMatchObject(refused);
  expect(await sessions()).toEqual([]);
});

test('a series is not taken back from under those who are booked in it [SD4]', async () => {
  const [intentId, appointmentId] = [engine.newId(), engine.newId()];
  await engine.ask('create-series', aSeries(engine.newId()), { id: intentId });
  await engine.ask('book', aBooking(appointmentId, '10:00'));
  expect(await engine.ask('undo', { intentId })).toEqual({
    ok: false,
    error: { kind: 'has-appointments', count: 1 },
  });
  expect((await sessions()).some((one) => one.deleted)).toBe(false);
  await engine.ask('cancel', { appointmentId, reason: 'Well again' });
  expect(await engine.ask('undo', { intentId }, { actor: admin })).toMatchObject({ ok: true });
  expect((await sessions()).every((one) => one.deleted)).toBe(true);
});
