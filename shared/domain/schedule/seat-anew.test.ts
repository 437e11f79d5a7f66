import { expect, test } from 'vitest';
import type { Session } from '../../model/session.ts';
import { fateOf, mayBeRefused, seatAnew } from './seat-anew.ts';

const session = (startMs: number, endMs: number, id = 'a'): Session => ({
  ...{ id, branchId: 'b', doctorId: 'd', seriesId: null, startMs, endMs, slotMin: 15 },
  ...{
    capacity: 1,
    tags: [],
    breaks: [],
    roomId: null,
    sharedWith: null,
    serviceIds: [],
    homeReplica: 'salt-lake.1',
    deleted: false,
  },
});
const before = session(100, 200);
const at = (startMs: number, endMs: number) => ({ startMs, endMs, serviceId: 'consultation' });

test('who still lies in a session stays, also where others would move with it', () => {
  const after = session(120, 220);
  expect(seatAnew(at(120, 130), before, after)).toMatchObject({ kind: 'stays' });
});

test('who does not moves by as much as its beginning, and falls out where that does not fit', () => {
  const after = session(120, 180);
  const to = { startMs: 120, endMs: 130 };
  expect(seatAnew(at(100, 110), before, after)).toMatchObject({
    kind: 'shifts',
    to,
  });
  expect(seatAnew(at(170, 190), before, after)).toEqual({ kind: 'falls-out' });
  expect(seatAnew(at(100, 110), before, null)).toEqual({ kind: 'falls-out' });
});

test('who lies in another session of the day stays, also where their own goes', () => {
  const other = session(150, 200, 'c');
  const late = at(170, 190);
  expect(seatAnew(late, before, session(100, 140), [other])).toEqual({
    kind: 'stays',
    session: other,
  });
  expect(seatAnew(late, before, null, [other])).toMatchObject({ kind: 'stays' });
  expect(seatAnew(at(140, 160), before, null, [other]).kind).toBe('falls-out');
});

test('whose service a session is not for any more keeps the time, and falls out of another [SV7]', () => {
  const visit = at(120, 130);
  const surgery = { ...before, serviceIds: ['surgery'] };
  const both = { ...before, serviceIds: ['surgery', 'consultation'] };
  expect(seatAnew(visit, before, both).kind).toBe('stays');
  expect(seatAnew(visit, before, surgery)).toEqual({ kind: 'unfit', session: surgery });
  const later = { ...session(140, 240), serviceIds: ['surgery'] };
  expect(seatAnew(visit, before, later)).toEqual({ kind: 'falls-out' });
  // Somebody put them there on purpose.
  expect(seatAnew(visit, surgery, { ...surgery, slotMin: 30 }).kind).toBe('stays');
  const beside = session(100, 140, 'c');
  expect(seatAnew(visit, before, surgery, [beside])).toEqual({ kind: 'stays', session: beside });
});

test('only whose time is still there may stay, and nobody is moved who is only that [SV7]', () => {
  const surgery = { ...before, serviceIds: ['surgery'] };
  const unfit = seatAnew(at(120, 130), before, surgery);
  expect(fateOf(unfit, 'stay')).toBe('sits');
  expect(fateOf(unfit, 'shift')).toBeNull();
  expect(fateOf(unfit, 'shift-or-cancel')).toBe('cancelled');
  expect(fateOf(unfit, 'displace')).toBe('displaced');
  expect(fateOf(seatAnew(at(100, 110), before, session(120, 180)), 'stay')).toBeNull();
});

test('central has nothing to object to a session that asks for no more', () => {
  expect(mayBeRefused(before, session(100, 200))).toBe(false);
  expect(mayBeRefused(before, session(110, 190))).toBe(false);
  expect(mayBeRefused(before, session(90, 190))).toBe(true);
  expect(mayBeRefused(before, session(110, 210))).toBe(true);
  expect(mayBeRefused(before, session(100, 200, 'b'))).toBe(true);
});
