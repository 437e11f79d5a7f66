import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  admin,
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
import type { IntentInput } from '../../model/intent.ts';
import type { Alteration } from '../../model/many-sessions.ts';
import type { Room } from '../../model/room.ts';
import { findConflicts } from '../queries/find-conflicts.ts';
import { loadRecord } from '../queries/load-record.ts';
import { previewManySessions } from '../queries/preview-many-sessions.ts';

let engine: TestEngine;
const ROOM = '00000000-0000-4000-8000-00000000a001';
const OTHER_ROOM = '00000000-0000-4000-8000-00000000a002';
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await save({});
});
afterEach(() => engine.close());

const save = (changes: Partial<Room>, actor = admin) =>
  engine.ask(
    'save-room',
    { id: ROOM, branchId: SALT_LAKE, name: 'Room 2', clash: 'reason', active: true, ...changes },
    { actor },
  );

const give = (
  doctorId: string,
  from: string,
  until: string,
  changes: Partial<IntentInput<'create-session'>> = {},
) =>
  engine.ask('create-session', {
    ...{ id: engine.newId(), branchId: SALT_LAKE, doctorId, startMs: at(from), endMs: at(until) },
    ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false, roomId: ROOM, ...changes },
  });

const because = (reason: string | null) => ({ kinds: ['room' as const], reason });
const CLASH = {
  ok: false,
  error: {
    kind: 'against-agreement',
    found: { count: 1, first: [{ kind: 'room', room: 'Room 2', other: { doctorId: DR_DAS } }] },
  },
};
const sessionOf = (id: string) =>
  engine.store.read((db) => loadRecord(db, ORGANISATION, 'session', id));
const found = () =>
  engine.store.read((db) => findConflicts(db, ORGANISATION, engine.clock.nowMs()));
const roomsFound = async () => (await found()).found.filter(({ kind }) => kind === 'room');

test('a branch has rooms, by those who answer for it, each with a name of its own [RM1]', async () => {
  const id = engine.newId();
  expect(await save({ id, name: 'room 2' })).toMatchObject({ error: { kind: 'name-taken' } });
  expect(await save({ id, branchId: PARK_STREET })).toMatchObject({ ok: true });
  expect(await save({ branchId: PARK_STREET })).toMatchObject({
    error: { kind: 'unknown-record' },
  });
  const manager = { ...admin, role: 'manager' as const, branchIds: [PARK_STREET] };
  expect(await save({ name: 'Room 3' }, manager)).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  expect(await give(DR_DAS, '09:00', '12:00', { roomId: id })).toMatchObject({
    error: { kind: 'unfit-room', why: 'elsewhere' },
  });
  const was = engine.newId();
  expect(await give(DR_DAS, '09:00', '12:00', { id: was })).toMatchObject({ ok: true });
  expect(await save({ active: false })).toMatchObject({ ok: true });
  expect(await give(DR_SEN, '13:00', '14:00')).toMatchObject({
    error: { kind: 'unfit-room', name: 'Room 2', why: 'not-in-use' },
  });
  // What is in it stays, and can be changed without leaving it.
  const to = { startMin: 540, endMin: 660, slotMin: 15, capacity: 1, tags: [], rule: null };
  const asked = { sessionId: was, scope: 'this' as const, newSeriesId: engine.newId(), to };
  const change = { ...asked, requestOverlap: false, affected: null };
  expect(await engine.ask('change-session', change)).toMatchObject({ ok: true });
  expect(await sessionOf(was)).toMatchObject({ roomId: ROOM, endMs: at('11:00') });
});

test('two doctors are not in one room at once without a reason that the trail keeps, or at all [RM2]', async () => {
  expect(await give(DR_DAS, '09:00', '12:00')).toMatchObject({ ok: true });
  expect(await give(DR_SEN, '12:00', '13:00')).toMatchObject({ ok: true });
  expect(await give(DR_SEN, '11:00', '12:00')).toMatchObject(CLASH);
  expect(await give(DR_SEN, '11:00', '12:00', { accepts: because(null) })).toMatchObject(CLASH);
  const accepts = because('The children share it');
  expect(await give(DR_SEN, '11:00', '12:00', { accepts })).toMatchObject({ ok: true });
  const trail = await engine.store.read((db) =>
    db.kysely.selectFrom('audit').select('reason').orderBy('no', 'desc').executeTakeFirst(),
  );
  expect(trail).toEqual({ reason: 'The children share it' });

  await save({ clash: 'refuse' });
  expect(await give(DR_SEN, '09:00', '10:00', { accepts })).toMatchObject(CLASH);
  const elsewhere = engine.newId();
  expect(await give(DR_SEN, '09:00', '10:00', { id: elsewhere, roomId: null })).toMatchObject({
    ok: true,
  });
  // Coming into the room later is asked as well.
  const to = { startMin: 540, endMin: 600, slotMin: 15, capacity: 1, tags: [], rule: null };
  const change = { sessionId: elsewhere, scope: 'this' as const, newSeriesId: engine.newId() };
  const moved = { ...change, to: { ...to, roomId: ROOM }, requestOverlap: false, affected: null };
  expect(await engine.ask('change-session', moved)).toMatchObject(CLASH);
  expect(await sessionOf(elsewhere)).toMatchObject({ roomId: null });
});

test('a series, a template and a change of many say the room, and are asked of it too; a template of every branch means the room of that name [RM2] [RM6]', async () => {
  const rule = 'FREQ=DAILY;COUNT=2';
  const series = {
    ...{ id: engine.newId(), branchId: SALT_LAKE, doctorId: DR_DAS, rule, firstDay: '2026-03-02' },
    ...{ startMin: 540, endMin: 720, slotMin: 15, capacity: 1, tags: [], requestOverlap: false },
  };
  expect(await engine.ask('create-series', { ...series, roomId: ROOM })).toMatchObject({
    ok: true,
  });
  const derived = await engine.store.read((db) =>
    db.kysely.selectFrom('session').select('roomId').where('deleted', '=', false).execute(),
  );
  expect(derived).toEqual([{ roomId: ROOM }, { roomId: ROOM }]);

  const templateId = engine.newId();
  const piece = { day: 0, startMin: 600, endMin: 660, slotMin: 15, capacity: 1, tags: [] };
  await engine.ask('save-template', {
    ...{ id: templateId, name: 'Mornings', branchId: null, version: 0, lengthDays: 1 },
    pieces: [{ ...piece, roomId: ROOM }],
  });
  const apply = (branchId: string, day = '2026-03-03') =>
    engine.ask('apply-template', {
      ...{ source: { kind: 'template', templateId }, branchId, doctorId: DR_SEN },
      ...{ firstDay: day, lastDay: day, rule: null, way: 'add' },
      ...{ requestOverlap: false, affected: null },
    });
  expect(await apply(SALT_LAKE)).toMatchObject(CLASH);
  // The other branch does not have the room, and then has one of that name.
  expect(await apply(PARK_STREET)).toMatchObject({ ok: true });
  const atPark = async () =>
    engine.store.read((db) =>
      db.kysely
        .selectFrom('session')
        .select(['startMs', 'roomId'])
        .where('branchId', '=', PARK_STREET)
        .where('deleted', '=', false)
        .orderBy('startMs')
        .execute(),
    );
  expect(await atPark()).toMatchObject([{ roomId: null }]);
  const theirs = engine.newId();
  await save({ id: theirs, branchId: PARK_STREET, name: 'ROOM 2' });
  expect(await apply(PARK_STREET, '2026-03-05')).toMatchObject({ ok: true });
  expect(await atPark()).toMatchObject([{ roomId: null }, { roomId: theirs }]);

  await save({ id: OTHER_ROOM, name: 'Room 3' });
  await give(DR_SEN, '10:00', '11:00', { roomId: OTHER_ROOM });
  const toRoom = (roomId: string) => putAll(DR_DAS, { roomId });
  expect(await toRoom(OTHER_ROOM)).toMatchObject({
    error: { found: { count: 1, first: [{ kind: 'room', room: 'Room 3' }] } },
  });
  const unknown = await toRoom(engine.newId());
  expect(unknown).toMatchObject({ error: { kind: 'unknown-record', record: 'room' } });
  expect(await putAll(DR_DAS, { roomId: null })).toMatchObject({ ok: true });
  const left = await engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select('roomId')
      .where('doctorId', '=', DR_DAS)
      .where('deleted', '=', false)
      .execute(),
  );
  expect(left).toEqual([{ roomId: null }, { roomId: null }]);
});

/** One change of all that a doctor has, as somebody makes it who looked at it before. */
async function putAll(doctorId: string, to: Partial<Alteration>) {
  const change = {
    choice: {
      ...{ doctorIds: [doctorId], branchId: SALT_LAKE, weekdays: [], tag: null, slotMin: null },
      ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-02', lastDay: null },
    },
    to: {
      ...{ slotMin: null, capacity: null, addTags: [], removeTags: [], doctorId: null },
      ...{ branchId: null, shiftMin: 0, ...to },
    },
    ...{ newIdsFrom: engine.newId(), requestOverlap: false },
  };
  const shown = await engine.store.read((db) =>
    previewManySessions(db, ORGANISATION, change, engine.clock.nowMs()),
  );
  if (!shown.ok) return shown;
  const input = { ...change, seen: shown.value.seen, affected: null };
  return engine.ask('change-many-sessions', input);
}

test('a surgery is in a room as well, and a doctor is not in the way of their own [RM3]', async () => {
  expect(await give(DR_DAS, '09:00', '12:00')).toMatchObject({ ok: true });
  const operate = (doctorId: string, reason?: string) =>
    engine.ask('add-time-off', {
      ...{ doctorId, kind: 'surgery', reason: 'Knee', affected: null, roomId: ROOM },
      times: [{ id: engine.newId(), startMs: at('10:00'), endMs: at('11:00') }],
      ...(reason ? { accepts: because(reason) } : {}),
    });
  expect(await operate(DR_DAS)).toMatchObject({ ok: true });
  expect(await operate(DR_SEN)).toMatchObject({ error: { kind: 'against-agreement' } });
  expect(await operate(DR_SEN, 'Urgent')).toMatchObject({ ok: true });
  const [first] = await roomsFound();
  expect(first?.sessions).toMatchObject([{ doctorId: DR_DAS }]);
  // Both the session and the surgery of the one are at the time of the other's.
  expect(await roomsFound()).toHaveLength(2);
  expect(await give(DR_SEN, '14:00', '15:00')).toMatchObject({ ok: true });
});

test('who is in a room with another is found until one of them leaves it, or it is put away [RM4]', async () => {
  const id = engine.newId();
  await give(DR_DAS, '09:00', '12:00');
  await give(DR_SEN, '11:00', '13:00', { id, accepts: because('Shared') });
  const [clash] = await roomsFound();
  expect(clash).toMatchObject({ canDismiss: true, breach: { kind: 'room', room: 'Room 2' } });
  const away = { foundId: clash?.id ?? '', reason: 'They take turns' };
  expect(await engine.ask('dismiss-found', away)).toMatchObject({ ok: true });
  expect(await roomsFound()).toEqual([]);
  // What cannot stay as it is, is not put away.
  await save({ clash: 'refuse', name: 'Room 4' });
  const [final] = await roomsFound();
  expect(final).toMatchObject({ canDismiss: false });
  const to = { startMin: 720, endMin: 780, slotMin: 15, capacity: 1, tags: [], rule: null };
  const change = { sessionId: id, scope: 'this' as const, newSeriesId: engine.newId(), to };
  await engine.ask('change-session', { ...change, requestOverlap: false, affected: null });
  expect(await roomsFound()).toEqual([]);
  await engine.ask('remove-room', { roomId: ROOM });
  expect(await give(DR_SEN, '09:00', '10:00')).toMatchObject({ error: { kind: 'unknown-record' } });
});
