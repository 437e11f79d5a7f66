import { expect, test } from 'vitest';
import { lockIfLeft, type Seat } from './seat.ts';

const NOON_MS = Date.UTC(2026, 2, 2, 12);
const MINUTE_MS = 60_000;

const seat: Seat = {
  desk: 'Desk 7',
  token: 'the token',
  me: {
    ...{ userId: 'u', name: 'Asha Roy', role: 'front-desk', doctorId: null },
    ...{ token: 'the token', storeKey: 'the key', idleLockMin: 10 },
  },
  atMs: NOON_MS,
};

test('who comes back before a desk would have locked has the own seat again [DL5]', () => {
  expect(lockIfLeft(seat, NOON_MS)).toEqual(seat);
  expect(lockIfLeft(seat, NOON_MS + 10 * MINUTE_MS - 1)).toEqual(seat);
});

test.each([
  ['after the lock’s time', seat, NOON_MS + 10 * MINUTE_MS],
  ['when the clock was set back', seat, NOON_MS - 1],
  ['when nobody noted the time', { ...seat, atMs: undefined } as unknown as Seat, NOON_MS],
])('%s the seat is locked and has no key [DL3] [DL5]', (_, kept, nowMs) => {
  const found = lockIfLeft(kept, nowMs);
  expect(found).toMatchObject({ me: null, token: 'the token', locked: { name: 'Asha Roy' } });
  expect(JSON.stringify(found)).not.toContain('the key');
});

test('a seat that was locked stays locked, and one without a person is nobody’s', () => {
  const locked: Seat = { ...seat, me: null, locked: { name: 'Asha Roy', login: '', hasPin: true } };
  expect(lockIfLeft(locked, NOON_MS)).toEqual(locked);
  expect(lockIfLeft({ desk: 'Desk 7', token: null, me: null }, NOON_MS).me).toBeNull();
});
