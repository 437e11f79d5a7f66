import { expect, test } from 'vitest';
import { knownTimeZone } from '../../../../shared/time/time-zone.ts';
import type { DeskSession } from '../../../../shared/wire/desk/rows.ts';
import { decideChange } from './decide-change.ts';
import { sessionToView } from './session-to-view.ts';

const KOLKATA = knownTimeZone('Asia/Kolkata');
const HOUR_MS = 3_600_000;
const MIDNIGHT_MS = Date.UTC(2026, 2, 1, 18, 30);
const at = (hour: number): number => MIDNIGHT_MS + hour * HOUR_MS;
const SESSION: DeskSession = {
  ...{ id: 'a', branchId: 'b', doctorId: 'das', seriesId: 's', slotMin: 15, capacity: 2 },
  ...{ startMs: at(9), endMs: at(13), tags: [], homeReplica: 'x', deleted: false },
  ...{ confirmed: true, refusedFor: null, roomId: null, sharedWith: null, serviceIds: [] },
  breaks: [{ name: 'Tea', startMs: at(11), endMs: at(11.25) }],
};

test('where working time was put says what is asked for [ED2]', () => {
  const to = (doctorId: string, from: number, until: number) =>
    decideChange(SESSION, { doctorId, startMs: at(from), endMs: at(until) }, KOLKATA);
  expect(to('das', 10, 14)).toEqual({ kind: 'times' });
  expect(to('das', 9, 12)).toEqual({ kind: 'times' });
  expect(to('sen', 9.5, 13.5)).toEqual({
    kind: 'elsewhere',
    to: { deletes: false, shiftMin: 30, shiftDays: 0, endsLaterMin: 0, doctorId: 'sen' },
  });
  expect(to('sen', 9, 12)).toEqual({
    kind: 'elsewhere',
    to: { deletes: false, shiftMin: 0, shiftDays: 0, endsLaterMin: -60, doctorId: 'sen' },
  });
  expect(to('das', 34, 38)).toEqual({
    kind: 'elsewhere',
    to: { deletes: false, shiftMin: 60, shiftDays: 1, endsLaterMin: 0, doctorId: null },
  });
  expect(to('sen', 9 - 48, 13.5 - 48)).toEqual({
    kind: 'elsewhere',
    to: { deletes: false, shiftMin: 0, shiftDays: -2, endsLaterMin: 30, doctorId: 'sen' },
  });
});

test('a card of working time says how it is, and stands where it would be while that is asked', () => {
  const as = {
    nowMs: at(0),
    isChosen: false,
    pending: null,
    sharers: 'Dr. Sen',
    room: 'Room 2',
    services: [],
  };
  const view = sessionToView(SESSION, KOLKATA, as);
  expect(view).toMatchObject({
    ...{ kind: 'session', title: 'Working time', status: 'none', doctorId: 'das' },
    subtitle: 'shared with Dr. Sen · Room 2 · 15-minute slots · Tea 11:00–11:15',
    start: new Date(Date.UTC(2026, 2, 2, 9)),
  });
  expect(view.chosen).toBeUndefined();
  const surgery = { name: 'Surgery', hue: 'red' as const };
  expect(sessionToView(SESSION, KOLKATA, { ...as, services: [surgery] })).toMatchObject({
    ...{ title: 'Surgery', serviceColour: 'red' },
    subtitle: 'only for Surgery · shared with Dr. Sen · Room 2 · 15-minute slots · Tea 11:00–11:15',
  });
  const pending = { doctorId: 'sen', startMs: at(10), endMs: at(14) };
  const moved = sessionToView(SESSION, KOLKATA, {
    nowMs: at(13),
    isChosen: true,
    pending,
    sharers: '',
    services: [],
    room: '',
  });
  expect(moved).toMatchObject({ doctorId: 'sen', status: 'completed', chosen: true });
  expect(moved.end).toEqual(new Date(Date.UTC(2026, 2, 2, 14)));
});
