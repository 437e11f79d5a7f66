import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  at,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas } from '../../../test/support/three-replicas.ts';
import type { FoundConflict } from '../../model/found-conflict.ts';
import type { IntentInput } from '../../model/intent.ts';
import { findConflicts } from './find-conflicts.ts';

const foundAt = async (engine: TestEngine): Promise<readonly FoundConflict[]> => {
  const { found, more } = await engine.store.read((db) =>
    findConflicts(db, ORGANISATION, engine.clock.nowMs()),
  );
  expect(more).toBe(0);
  return found;
};

const give = (
  engine: TestEngine,
  branchId: string,
  from: string,
  until: string,
  changes: Partial<IntentInput<'create-session'>> = {},
) =>
  engine.ask('create-session', {
    ...{ id: engine.newId(), branchId, doctorId: DR_DAS, startMs: at(from), endMs: at(until) },
    ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false, ...changes },
  });

const accepts = { kinds: ['travel' as const], reason: null };

describe('by one replica', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
    await setUpClinic(engine);
  });
  afterEach(() => engine.close());

  const shorter = async (sessionId: string, untilMin: number) =>
    engine.ask('change-session', {
      ...{ sessionId, scope: 'this', newSeriesId: engine.newId(), affected: null },
      to: { startMin: 540, endMin: untilMin, slotMin: 15, capacity: 1, tags: [], rule: null },
      requestOverlap: false,
    });

  test('too little time on the way is found, with who is booked, and gone when there is enough [CF4]', async () => {
    const id = engine.newId();
    await give(engine, SALT_LAKE, '09:00', '12:00', { id });
    expect(await foundAt(engine)).toEqual([]);
    await engine.ask('book', aBooking(engine.newId(), '10:00'));
    await give(engine, PARK_STREET, '12:10', '14:00', { accepts });
    const [one, ...others] = await foundAt(engine);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      ...{ kind: 'travel', doctorId: DR_DAS, appointments: 1, canDismiss: true },
      breach: { found: 10, agreed: 30, other: { branchId: PARK_STREET } },
      sessions: [{ id, branchId: SALT_LAKE }],
    });
    expect(await shorter(id, 690)).toMatchObject({ ok: true });
    expect(await foundAt(engine)).toEqual([]);
  });

  test('a warning is put away with a reason, and comes back when it is another [CF5]', async () => {
    const id = engine.newId();
    await give(engine, SALT_LAKE, '09:00', '12:00', { id });
    await give(engine, PARK_STREET, '12:10', '14:00', { accepts });
    const [one] = await foundAt(engine);
    const foundId = one?.id ?? '';
    const dismiss = { foundId, reason: 'A car waits' };
    expect(await engine.ask('dismiss-found', dismiss)).toMatchObject({ ok: true });
    expect(await foundAt(engine)).toEqual([]);
    expect(await engine.ask('dismiss-found', dismiss)).toMatchObject({
      error: { kind: 'already-resolved' },
    });
    const audit = await engine.store.read((db) =>
      db.kysely
        .selectFrom('audit')
        .select('reason')
        .where('intentKind', '=', 'dismiss-found')
        .execute(),
    );
    expect(audit).toEqual([{ reason: 'A car waits' }]);
    await shorter(id, 715);
    expect(await foundAt(engine)).toMatchObject([{ kind: 'travel', breach: { found: 15 } }]);
  });

  test('what goes against an agreement that came later is found; what a contract forbids cannot be put away [CF4] [CF5]', async () => {
    await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=3' }));
    const agree = (kind: 'part-time' | 'locum') =>
      engine.ask('save-doctor', {
        ...{ id: DR_DAS, name: 'Priya Das', speciality: 'ENT', kind, active: true },
        branchIds: [SALT_LAKE],
        agreement: {
          ...{ dayMin: null, weekMin: 600, fromDay: null, untilDay: '2026-03-03', places: [] },
        },
      });
    await agree('part-time');
    expect(await foundAt(engine)).toMatchObject([
      { kind: 'agreement', breach: { kind: 'week-hours', found: 720, agreed: 600 } },
    ]);
    await agree('locum');
    const found = await foundAt(engine);
    expect(found.map(({ breach }) => breach?.kind)).toEqual(['locum-series', 'out-of-contract']);
    const late = found.find(({ breach }) => breach?.kind === 'out-of-contract');
    const dismiss = { foundId: late?.id ?? '', reason: 'She comes all the same' };
    expect(await engine.ask('dismiss-found', dismiss)).toMatchObject({
      error: { kind: 'cannot-dismiss' },
    });
  });

  test('working time on closed days and in absences is found, each once for all of it [CF4]', async () => {
    await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=4' }));
    await give(engine, SALT_LAKE, '15:00', '17:00', { doctorId: DR_SEN });
    const off = { id: engine.newId(), startMs: at('00:00', 1), endMs: at('24:00', 2) };
    await engine.ask('add-time-off', {
      ...{ doctorId: DR_DAS, kind: 'leave', reason: 'Wedding', times: [off], affected: null },
    });
    const days = [{ id: engine.newId(), day: '2026-03-02', name: 'Holi' }];
    await engine.ask('add-closure', { branchId: SALT_LAKE, days, affected: null });
    const found = await foundAt(engine);
    expect(
      found.map(({ kind, doctorId, about, sessions }) => [kind, doctorId, about, sessions.length]),
    ).toEqual([
      ['closed', DR_DAS, 'Holi', 1],
      ['closed', DR_SEN, 'Holi', 1],
      ['away', DR_DAS, 'Wedding', 2],
    ]);
  });

  test('days are those of the branch, for a doctor at branches of two zones [CF4]', async () => {
    const hours = { opensMin: 0, closesMin: 1440 };
    const kathmandu = { ...hours, name: 'Park Street', timeZone: 'Asia/Kathmandu' };
    await engine.ask('save-branch', { id: PARK_STREET, ...kathmandu });
    const days = [{ id: engine.newId(), day: '2026-03-03', name: 'Losar' }];
    await engine.ask('add-closure', { branchId: PARK_STREET, days, affected: null });
    // Ten to midnight on Monday in Kolkata is five past midnight on Tuesday in Kathmandu.
    await give(engine, PARK_STREET, '23:50', '24:30');
    await give(engine, PARK_STREET, '23:20', '23:40');
    await give(engine, SALT_LAKE, '08:30', '09:30', {
      startMs: at('08:30', 1),
      endMs: at('09:30', 1),
    });
    expect(await foundAt(engine)).toMatchObject([
      { kind: 'closed', about: 'Losar', sessions: [{ startMs: at('23:50') }] },
    ]);
  });
});

test('what central refused is found at the branch whose it is, and what is put away there is put away for the others [CF4] [CF5]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake, parkStreet, central, laptop } = world;
  // Salt Lake has Dr. Das from 9 to 13 today; Park Street asks for an hour of that.
  const overlapping = { requestOverlap: true };
  expect(await give(parkStreet, PARK_STREET, '12:00', '14:00', overlapping)).toMatchObject({
    ok: true,
  });
  expect(await foundAt(parkStreet)).toEqual([]);
  await world.meet();
  expect(await foundAt(parkStreet)).toMatchObject([
    { kind: 'refused', about: SALT_LAKE, canDismiss: false, sessions: [{ branchId: PARK_STREET }] },
  ]);

  // And one that is too near, which the laptop sees as well.
  const near = { startMs: at('13:10', 1), endMs: at('15:00', 1), accepts };
  expect(await give(parkStreet, PARK_STREET, '13:10', '15:00', near)).toMatchObject({ ok: true });
  await world.meet();
  const travelAt = async (engine: TestEngine) =>
    (await foundAt(engine)).filter(({ kind }) => kind === 'travel');
  const [one] = await travelAt(saltLake);
  expect(await travelAt(laptop)).toMatchObject([{ id: one?.id }]);
  const dismiss = { foundId: one?.id ?? '', reason: 'A car waits' };
  expect(await saltLake.ask('dismiss-found', dismiss)).toMatchObject({ ok: true });
  await exchange(saltLake, central);
  await exchange(laptop, central);
  expect(await travelAt(laptop)).toEqual([]);
});

test('two doctors who were given one room apart are found by every replica that knows of both [RM4] [CF4]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake, laptop, central } = world;
  const roomId = saltLake.newId();
  const room = { id: roomId, branchId: SALT_LAKE, name: 'Room 2', clash: 'refuse' as const };
  await saltLake.ask('save-room', { ...room, active: true });
  await world.meet();
  const day = { startMs: at('15:00', 2), endMs: at('18:00', 2), roomId };
  expect(await give(laptop, SALT_LAKE, '15:00', '18:00', day)).toMatchObject({ ok: true });
  const other = { ...day, doctorId: DR_SEN, startMs: at('17:00', 2) };
  expect(await give(saltLake, SALT_LAKE, '17:00', '18:00', other)).toMatchObject({ ok: true });
  const clashesAt = async (engine: TestEngine) =>
    (await foundAt(engine)).filter(({ kind }) => kind === 'room');
  expect(await clashesAt(saltLake)).toEqual([]);
  await world.meet();
  const [clash] = await clashesAt(saltLake);
  expect(clash).toMatchObject({
    ...{ canDismiss: false, doctorId: DR_DAS },
    breach: { room: 'Room 2', other: { doctorId: DR_SEN, startMs: at('17:00', 2) } },
  });
  expect(await clashesAt(central)).toMatchObject([{ id: clash?.id }]);
});
