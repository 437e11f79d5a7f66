import { expect, test } from 'vitest';
import type { Session } from '../../model/session.ts';
import { mayBeRefused, seatAnew } from './seat-anew.ts';

const session = (startMs: number, endMs: number, id = 'a'): Session => ({
  ...{ id, branchId: 'b', doctorId: 'd', seriesId: null, startMs, endMs, slotMin: 15 },
  ...{
    capacity: 1,
    tags: [],
    breaks: [],
    roomId: null,
    sharedWith: null,
    homeReplica: 'salt-lake.1',
    deleted: false,
  },
});
const before = session(100, 200);

test('who still lies in a session stays, also where others would move with it', () => {
  const after = session(120, 220);
  expect(seatAnew({ startMs: 120, endMs: 130 }, before, after)).toMatchObject({ kind: 'stays' });
});

test('who does not moves by as much as its beginning, and falls out where that does not fit', () => {
  const after = session(120, 180);
  const to = { startMs: 120, endMs: 130 };
  expect(seatAnew({ startMs: 100, endMs: 110 }, before, after)).toMatchObject({
    kind: 'shifts',
    to,
  });
  expect(seatAnew({ startMs: 170, endMs: 190 }, before, after)).toEqual({ kind: 'falls-out' });
  expect(seatAnew({ startMs: 100, endMs: 110 }, before, null)).toEqual({ kind: 'falls-out' });
});

test('who lies in another session of the day stays, also where their own goes', () => {
  const other = session(150, 200, 'c');
  const late = { startMs: 170, endMs: 190 };
  expect(seatAnew(late, before, session(100, 140), [other])).toEqual({
    kind: 'stays',
    session: other,
  });
  expect(seatAnew(late, before, null, [other])).toMatchObject({ kind: 'stays' });
  expect(seatAnew({ startMs: 140, endMs: 160 }, before, null, [other]).kind).toBe('falls-out');
});

test('central has nothing to object to a session that asks for no more', () => {
  expect(mayBeRefused(before, session(100, 200))).toBe(false);
  expect(mayBeRefused(before, session(110, 190))).toBe(false);
  expect(mayBeRefused(before, session(90, 190))).toBe(true);
  expect(mayBeRefused(before, session(110, 210))).toBe(true);
  expect(mayBeRefused(before, session(100, 200, 'b'))).toBe(true);
});
