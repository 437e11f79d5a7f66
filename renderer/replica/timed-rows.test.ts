import { expect, test } from 'vitest';
import { createTimedRows } from './timed-rows.ts';

const HOUR_MS = 3_600_000;
const row = (id: string, startHour: number, hours = 1, title = '') => ({
  ...{ id, title, startMs: startHour * HOUR_MS, endMs: (startHour + hours) * HOUR_MS },
});
const hours = (from: number, to: number) => ({ startMs: from * HOUR_MS, endMs: to * HOUR_MS });

function tableOf(...rows: ReturnType<typeof row>[]) {
  const table = createTimedRows<ReturnType<typeof row>>();
  for (const one of rows) table.put(one);
  const idsIn = (from: number, to: number) => table.within(hours(from, to)).map(({ id }) => id);
  return { table, idsIn };
}

test('a row is found in the time it touches, and not beside it', () => {
  const { idsIn } = tableOf(row('early', 9), row('late', 20), row('tomorrow', 33));
  expect(idsIn(9, 10)).toEqual(['early']);
  expect(idsIn(10, 20)).toEqual([]);
  // A branch's day reaches into two days of UTC.
  expect(idsIn(18.5, 42.5)).toEqual(['late', 'tomorrow']);
});

test('a row over midnight is found from both days, and once', () => {
  const { idsIn } = tableOf(row('night', 23, 2));
  expect([idsIn(0, 24), idsIn(24, 48), idsIn(0, 48)]).toEqual([['night'], ['night'], ['night']]);
});

test('a row that moves leaves the day it was on; one that stays keeps its place', () => {
  const { table, idsIn } = tableOf(row('one', 9), row('two', 10));
  table.put(row('one', 9, 1, 'changed'));
  expect(idsIn(0, 24)).toEqual(['one', 'two']);
  expect(table.byId.get('one')?.title).toBe('changed');
  table.put(row('one', 33));
  expect([idsIn(0, 24), idsIn(24, 48)]).toEqual([['two'], ['one']]);
});

test('a row that is gone is nowhere', () => {
  const { table, idsIn } = tableOf(row('night', 23, 2));
  table.remove('night');
  table.remove('never-was');
  expect([table.byId.size, idsIn(0, 48)]).toEqual([0, []]);
});
