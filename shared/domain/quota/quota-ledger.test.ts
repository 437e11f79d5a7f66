import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import { addDays } from '../../time/day.ts';
import { generateQuotaStretches, quotaOn } from './quota-ledger.ts';

const line = (fromReplica: string | null, toReplica: string | null, amount: number, from = 0) => ({
  ...{ fromReplica, toReplica, amount },
  ...{ fromDay: addDays('2026-03-02', from), untilDay: null },
});

test('a quota is what was given to a replica, less what it gave away, day by day [QU1]', () => {
  const lines = [
    line(null, 'a', 6),
    line(null, 'b', 4),
    { ...line('a', 'b', 2, 3), untilDay: '2026-03-05' },
    line('b', null, 1, 10),
  ];
  const on = (day: string) => ['a', 'b', null].map((replica) => quotaOn(lines, replica, day));
  expect(on('2026-03-01')).toEqual([0, 0, 0]);
  expect(on('2026-03-02')).toEqual([6, 4, -10]);
  expect(on('2026-03-05')).toEqual([4, 6, -10]);
  expect(on('2026-03-06')).toEqual([6, 4, -10]);
  expect(on('2027-01-01')).toEqual([6, 3, -9]);
});

const dayAfter = fc.integer({ min: 0, max: 40 }).map((n) => addDays('2026-03-02', n));

test('stretches give each day its amount, whatever lines begin and end [QU1]', () => {
  const anyLine = fc
    .tuple(dayAfter, fc.option(fc.nat(20)), fc.integer({ min: 1, max: 9 }))
    .map(([fromDay, length, amount]) => ({
      ...{ fromReplica: null, toReplica: 'a', amount, fromDay },
      untilDay: length === null ? null : addDays(fromDay, length),
    }));
  fc.assert(
    fc.property(
      fc.array(anyLine, { maxLength: 6 }),
      fc.array(dayAfter, { maxLength: 4 }),
      (lines, busy) => {
        const amountOn = (day: string): number =>
          Math.max(0, quotaOn(lines, 'a', day) - (busy.includes(day) ? 2 : 0));
        const stretches = generateQuotaStretches(lines, busy, '2026-03-10', amountOn);
        for (let n = 8; n < 70; n += 1) {
          const day = addDays('2026-03-02', n);
          const found = stretches.filter(
            ({ fromDay, untilDay }) => fromDay <= day && (untilDay === null || day <= untilDay),
          );
          expect(found.reduce((sum, { amount }) => sum + amount, 0)).toBe(amountOn(day));
        }
      },
    ),
    { numRuns: 200 },
  );
});
