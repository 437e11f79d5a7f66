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
