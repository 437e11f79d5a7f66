import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RowsMessage } from '../../shared/wire/desk/down.ts';
import type { DeskAppointment } from '../../shared/wire/desk/rows.ts';
import { openReadModel, type ReadModel } from './read-model.ts';
import { onRowsChanged, rowsOf } from './rows-store.ts';

/** As it comes over the line: every string is the row's own. */
const message = (put: object[], more: Partial<RowsMessage> = {}): RowsMessage =>
  JSON.parse(
    JSON.stringify({
      type: 'rows',
      collection: 'appointments',
      reset: false,
      put,
      gone: [],
      ...more,
    }),
  );
const row = (id: string, more: Partial<DeskAppointment> = {}) => ({
  ...{ id, doctorId: 'doctor-das', patientName: `Patient ${id}`, startMs: 0, endMs: 900_000 },
  ...more,
});
const appointments = () => rowsOf('appointments');
const ids = () => [...appointments().keys()];

let readModel: ReadModel;
const told: string[][] = [];
let stop: () => void;
beforeAll(async () => {
  readModel = await openReadModel();
  stop = onRowsChanged((change) => told.push([...change.ids]));
});
afterEach(async () => {
  await readModel.clear();
  told.length = 0;
});
afterAll(() => stop());

test('one changed row is told alone, and the others stay the same objects', async () => {
  await readModel.take(message([row('one'), row('two')], { reset: true }));
  const two = appointments().get('two');
  told.length = 0;
  await readModel.take(message([row('one', { patientName: 'Changed' })]));
  expect(told).toEqual([['one']]);
  expect(appointments().get('one')?.patientName).toBe('Changed');
  expect(appointments().get('two')).toBe(two);
});

test('rows that replace all leave only themselves, and what is gone may come again', async () => {
  await readModel.take(message([row('one'), row('two')], { reset: true }));
  await readModel.take(message([row('two'), row('three')], { reset: true }));
  expect(ids().toSorted()).toEqual(['three', 'two']);
  await readModel.take(message([], { gone: ['two', 'never-was'] }));
  expect(ids()).toEqual(['three']);
  await readModel.take(message([row('two', { patientName: 'Again' })]));
  expect(appointments().get('two')?.patientName).toBe('Again');
});

test('messages are taken in the order they came', async () => {
  const first = readModel.take(message([row('one')]));
  const second = readModel.take(message([row('one', { patientName: 'Later' })]));
  await Promise.all([first, second, readModel.take(message([row('two')]))]);
  expect(appointments().get('one')?.patientName).toBe('Later');
});

test('when somebody leaves, no row stays', async () => {
  await readModel.take(message([row('one')]));
  await readModel.take({
    ...message([{ id: 'das', name: 'Dr Das', active: true }]),
    collection: 'doctors',
  } as RowsMessage);
  await readModel.clear();
  expect([ids(), rowsOf('doctors').size]).toEqual([[], 0]);
});

test('what a window brings is shown together when all of it has come, and other days go', async () => {
  const DAY_MS = 86_400_000;
  const then = { startMs: DAY_MS, endMs: DAY_MS + 900_000 };
  await readModel.take(message([row('today')]));
  await readModel.take(message([row('tomorrow', then)], { more: true }));
  expect(ids()).toEqual(['today']);
  await readModel.endWindow({ startMs: DAY_MS, endMs: 2 * DAY_MS });
  expect(ids()).toEqual(['tomorrow']);
  expect(told).toEqual([['today'], ['tomorrow'], ['today']]);
});

test('a change does not wait for the rest of a window', async () => {
  await readModel.take(message([row('one')], { more: true }));
  await readModel.take(message([row('two')]));
  expect(ids()).toEqual(['one', 'two']);
});

test('what was not shown yet is not shown to who comes next', async () => {
  await readModel.take(message([row('one')], { more: true }));
  await readModel.clear();
  await readModel.endWindow({ startMs: 0, endMs: 900_000 });
  expect(ids()).toEqual([]);
  // That it went is all that was told of it.
  expect(told).toEqual([['one']]);
});
