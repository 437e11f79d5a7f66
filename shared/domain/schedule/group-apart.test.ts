import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import { type DoctorTime, groupApart } from './group-apart.ts';

const time = (doctorId: string, startMs: number, endMs: number): DoctorTime => ({
  ...{ doctorId, startMs, endMs },
});

test('changes of one doctor stand apart by day, and together where a time of both is shared [SD19]', () => {
  const changes = [
    [time('das', 0, 10)],
    [time('das', 10, 20)],
    [time('sen', 0, 10)],
    [time('das', 100, 110), time('sen', 5, 6)],
    [time('das', 12, 13)],
    [],
  ];
  expect(groupApart(changes, (one) => one)).toEqual([
    [changes[0]],
    [changes[1], changes[4]],
    [changes[2], changes[3]],
    [changes[5]],
  ]);
});

test('one that lasts long holds all together that come while it lasts [SD19]', () => {
  const changes = [[time('das', 50, 60)], [time('das', 0, 100)], [time('das', 80, 90)]];
  expect(groupApart(changes, (one) => one)).toHaveLength(1);
});

test('no two groups share time of a doctor, and every change is in one [SD19]', () => {
  const arbitrary = fc.array(
    fc.array(
      fc
        .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(40), fc.integer({ min: 1, max: 9 }))
        .map(([doctorId, startMs, length]) => time(doctorId, startMs, startMs + length)),
      { maxLength: 3 },
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(arbitrary, (changes) => {
      const groups = groupApart(changes, (one) => one);
      expect(groups.flat()).toHaveLength(changes.length);
      const all = groups.flatMap((group, at) => group.flat().map((one) => ({ ...one, at })));
      const isShared = all.some((one) =>
        all.some(
          (other) =>
            one.at !== other.at &&
            one.doctorId === other.doctorId &&
            one.startMs < other.endMs &&
            other.startMs < one.endMs,
        ),
      );
      expect(isShared).toBe(false);
    }),
  );
});
