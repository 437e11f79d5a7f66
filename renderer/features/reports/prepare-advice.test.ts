import { expect, test } from 'vitest';
import { instantOfDay } from '../../../shared/time/day.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import { prepareSession } from './prepare-advice.ts';

const zone = knownTimeZone('Europe/Berlin');
/** A Monday after which the clocks change; the next one is of another offset. */
const at = (clock: number, day = '2026-03-30'): number => instantOfDay(zone, day, clock * 60);
const aSession = (from: number, until: number, day?: string): DeskSession =>
  ({
    ...{
      id: `${from}-${until} ${day}`,
      branchId: 'b',
      doctorId: 'd',
      deleted: false,
      seriesId: 's',
    },
    ...{ startMs: at(from, day), endMs: at(until, day), breaks: [], slotMin: 15, capacity: 1 },
  }) as unknown as DeskSession;
const idle = {
  ...{ kind: 'idle' as const, branchId: 'b', doctorId: 'd', weekday: 1, weeks: 8, weeksSo: 8 },
  ...{ fromHour: 10, untilHour: 11, occupancy: 0, freedHours: 1 },
};
const prepare = (
  sessions: readonly DeskSession[],
  advice: Parameters<typeof prepareSession>[0] = idle,
) => prepareSession(advice, sessions, { zone, nowMs: at(8, '2026-03-26'), restName: 'Not worked' });

test('what is idle is cut off an end, becomes a break within, or takes all of it, from the next such day on [AD4]', () => {
  const scope = 'following';
  expect(prepare([aSession(9, 13)])).toMatchObject({
    ...{ to: { startMs: at(9), endMs: at(13) }, scope },
    to: { rest: { name: 'Not worked', startMs: at(10), endMs: at(11) } },
  });
  expect(prepare([aSession(10, 13)])?.to).toEqual({ startMs: at(11), endMs: at(13) });
  expect(prepare([aSession(9, 11)])?.to).toEqual({ startMs: at(9), endMs: at(10) });
  expect(prepare([aSession(10, 11)])).toMatchObject({ to: 'deleted', scope });
  const later = aSession(9, 13, '2026-04-06');
  expect(prepare([later, aSession(9, 13)])?.session.startMs).toBe(at(9));
  expect(prepare([{ ...aSession(9, 13), seriesId: null }])?.scope).toBe('this');
});

test('a full day is made longer at its end; where no such day lies ahead nothing is prepared [AD4]', () => {
  const full = { ...idle, kind: 'full' as const, lostAWeek: 2, addedMin: 45, servedAWeek: 2 };
  const prepared = prepare([aSession(9, 12), aSession(14, 17)], full);
  expect(prepared).toMatchObject({
    ...{ to: { startMs: at(14), endMs: at(17.75) }, scope: 'following' },
  });
  expect(prepare([aSession(9, 12, '2026-03-23')])).toBeNull();
  expect(prepare([{ ...aSession(9, 12), doctorId: 'another' }])).toBeNull();
  expect(prepare([aSession(13, 15)])).toBeNull();
});

test('of a series with days of which nothing was advised, the weekday is changed for good [AD4]', () => {
  const onTuesdays = aSession(9, 13, '2026-03-31');
  expect(prepare([aSession(9, 13), onTuesdays])?.scope).toBe('weekday');
  expect(prepare([aSession(10, 11), onTuesdays])).toMatchObject({
    to: 'deleted',
    scope: 'weekday',
  });
  const ofAnother = { ...onTuesdays, seriesId: 'another' };
  expect(prepare([aSession(9, 13), ofAnother])?.scope).toBe('following');
});

test('as many more as stay away are booked at the beginning of the weekday, two at a time [AD4]', () => {
  const overbook = {
    ...{ kind: 'overbook' as const, branchId: 'b', doctorId: 'd', weekday: 1, weeks: 8 },
    ...{ noShowRate: 0.2, lowestRate: 0.15, moreADay: 2 },
  };
  const opened = (more: number, session = aSession(9, 10)) =>
    prepare([session], { ...overbook, moreADay: more });
  expect(opened(2)).toMatchObject({
    ...{ scope: 'weekday', to: { opening: { untilMs: at(9.5), capacity: 2 } } },
  });
  // Something of the session stays as it was.
  expect(opened(9)).toMatchObject({ to: { opening: { untilMs: at(9.75) } } });
  const breaks = [{ name: 'Tea', startMs: at(9.5), endMs: at(9.75) }];
  expect(opened(9, { ...aSession(9, 10), breaks })).toMatchObject({
    to: { opening: { untilMs: at(9.5) } },
  });
  expect(opened(1, aSession(9, 9.25))).toBeNull();
  expect(opened(1, { ...aSession(9, 10), seriesId: null })).toBeNull();
});
