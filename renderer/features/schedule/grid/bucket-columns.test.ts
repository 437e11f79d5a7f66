import { describe, expect, test } from 'vitest';
import { bucketColumns, columnKey, itemsInWindow, sameItems } from './bucket-columns.ts';
import { DAY_MS } from './wall-arithmetic.ts';

const DAY = Date.UTC(2026, 2, 2);
const item = (doctorId: string, fromHour: number, toHour: number) => ({
  doctorId,
  start: new Date(DAY + fromHour * 3_600_000),
  end: new Date(DAY + toHour * 3_600_000),
});

describe('bucketColumns', () => {
  test('each item stands in the column of its doctor and day, in the given order', () => {
    const [a, b, c] = [item('x', 9, 10), item('y', 9, 10), item('x', 8, 9)];
    const buckets = bucketColumns([a, b, c]);
    expect(buckets.get(columnKey('x', DAY))).toEqual([a, c]);
    expect(buckets.get(columnKey('y', DAY))).toEqual([b]);
    expect(buckets.size).toBe(2);
  });

  test('over midnight it stands in both days; ending at midnight it does not', () => {
    const [over, until] = [item('x', 22, 26), item('x', 22, 24)];
    const buckets = bucketColumns([over, until]);
    expect(buckets.get(columnKey('x', DAY))).toEqual([over, until]);
    expect(buckets.get(columnKey('x', DAY + DAY_MS))).toEqual([over]);
  });

  test('an item of no length stands in its day', () => {
    expect(bucketColumns([item('x', 0, 0)]).get(columnKey('x', DAY))).toHaveLength(1);
  });
});

test('the window takes what touches it and no other doctor', () => {
  const [before, into, inside, after, other] = [
    item('x', -2, 0),
    item('x', -1, 1),
    item('x', 9, 10),
    item('x', 24, 25),
    item('y', 9, 10),
  ];
  const window = { fromMs: DAY, toMs: DAY + DAY_MS, doctorIds: new Set(['x']) };
  expect(itemsInWindow([before, into, inside, after, other], window)).toEqual([into, inside]);
});

test('sameItems goes by identity and order', () => {
  const [a, b] = [item('x', 9, 10), item('x', 9, 10)];
  expect(sameItems([a, b], [a, b])).toBe(true);
  expect(sameItems([a, b], [b, a])).toBe(false);
  expect(sameItems([a], [b])).toBe(false);
  expect(sameItems([a], [a, b])).toBe(false);
});
