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
    ...{ startMs: at(from, day), endMs: at(until, day), breaks: [] },
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
  expect(prepare([aSession(9, 13)])?.to).toEqual({
    ...{ startMs: at(9), endMs: at(13), scope },
    rest: { name: 'Not worked', startMs: at(10), endMs: at(11) },
  });
  expect(prepare([aSession(10, 13)])?.to).toEqual({ startMs: at(11), endMs: at(13), scope });
  expect(prepare([aSession(9, 11)])?.to).toEqual({ startMs: at(9), endMs: at(10), scope });
  expect(prepare([aSession(10, 11)])?.to).toBe('deleted');
  const later = aSession(9, 13, '2026-04-06');
  expect(prepare([later, aSession(9, 13)])?.session.startMs).toBe(at(9));
});

test('a full day is made longer at its end; where no such day lies ahead nothing is prepared [AD4]', () => {
  const full = { ...idle, kind: 'full' as const, lostAWeek: 2, addedMin: 45, servedAWeek: 2 };
  const prepared = prepare([aSession(9, 12), aSession(14, 17)], full);
  expect(prepared?.to).toEqual({ startMs: at(14), endMs: at(17.75), scope: 'following' });
  expect(prepare([aSession(9, 12, '2026-03-23')])).toBeNull();
  expect(prepare([{ ...aSession(9, 12), doctorId: 'another' }])).toBeNull();
  expect(prepare([aSession(13, 15)])).toBeNull();
});

test('a series with days of which nothing was advised is changed on the day that was, alone [AD4]', () => {
  const onTuesdays = aSession(9, 13, '2026-03-31');
  const rest = { name: 'Not worked', startMs: at(10), endMs: at(11) };
  expect(prepare([aSession(9, 13), onTuesdays])?.to).toEqual({
    ...{ startMs: at(9), endMs: at(13), rest },
  });
  const ofAnother = { ...onTuesdays, seriesId: 'another' };
  expect(prepare([aSession(9, 13), ofAnother])?.to).toMatchObject({ scope: 'following' });
});
