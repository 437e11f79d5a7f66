import { expect, test } from 'vitest';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import { draftToChange, newDraft } from './session-draft.ts';

const HOUR_MS = 3_600_000;
const KOLKATA = knownTimeZone('Asia/Kolkata');
const MIDNIGHT_MS = Date.UTC(2026, 2, 1, 18, 30);

const session = (fromHour: number, untilHour: number): DeskSession => ({
  ...{ id: 'a', branchId: 'b', doctorId: 'd', seriesId: 's', slotMin: 15, capacity: 2 },
  ...{ startMs: MIDNIGHT_MS + fromHour * HOUR_MS, endMs: MIDNIGHT_MS + untilHour * HOUR_MS },
  ...{ tags: ['vip'], homeReplica: 'x', deleted: false, confirmed: true, refusedFor: null },
  roomId: null,
  sharedWith: null,
  serviceIds: [],
  breaks: [{ name: 'Tea', startMs: MIDNIGHT_MS + 11 * HOUR_MS, endMs: MIDNIGHT_MS + 12 * HOUR_MS }],
});

test('a session is in the form as it is, and unchanged asks for what is there', () => {
  const draft = newDraft(session(9, 13), KOLKATA);
  expect(draft).toMatchObject({ from: '09:00', until: '13:00', scope: 'this', repeats: null });
  expect(draftToChange(draft, 'a', 'n').to).toEqual({
    roomId: null,
    serviceIds: [],
    ...{ startMin: 540, endMin: 780, slotMin: 15, capacity: 2, tags: ['vip'], rule: null },
    breaks: [{ name: 'Tea', startMin: 660, endMin: 720 }],
  });
});

test('who shares it is said only where somebody said something else of it [SH1]', () => {
  const draft = newDraft(session(9, 13), KOLKATA);
  const asked = (shared: (typeof draft)['shared']) =>
    draftToChange({ ...draft, shared }, 'a', 'n').to;
  expect(asked(undefined)).not.toHaveProperty('shared');
  expect(asked(null)).toMatchObject({ shared: null });
  expect(asked({ doctorId: 'e', newId: 'x' })).toMatchObject({
    shared: { doctorId: 'e', newId: 'x' },
  });
});

test('a session until midnight ends at the end of its day, and one that goes on is of its first day [SD18]', () => {
  const until = (hour: number) => newDraft(session(20, hour), KOLKATA);
  expect(until(24).until).toBe('00:00');
  expect(draftToChange(until(24), 'a', 'n').to).toMatchObject({ startMin: 1200, endMin: 1440 });
  expect(draftToChange(until(30), 'a', 'n').to).toMatchObject({ startMin: 1200, endMin: 1440 });
});

test('another repetition is asked for where more than one session is meant [SD17]', () => {
  const repetition = { by: 'weeks', every: 2, weekdays: [1, 6], place: 1 } as const;
  const repeats = { repetition, lastDay: '2026-12-31' };
  const draft = { ...newDraft(session(9, 13), KOLKATA), repeats };
  expect(draftToChange(draft, 'a', 'n').to?.rule).toBe(null);
  const all = draftToChange({ ...draft, scope: 'all' }, 'a', 'n');
  expect(all.to?.rule).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;UNTIL=20261231');
  expect(draftToChange({ ...draft, deletes: true }, 'a', 'n').to).toBe(null);
});

test('a session that was put elsewhere takes its breaks along, made shorter it keeps those within it [BR4] [ED2]', () => {
  const at = (hour: number): number => MIDNIGHT_MS + hour * HOUR_MS;
  const draft = (from: number, until: number) =>
    newDraft(session(9, 13), KOLKATA, { startMs: at(from), endMs: at(until) });
  expect(draft(10, 14)).toMatchObject({ from: '10:00', until: '14:00', deletes: false });
  expect(draft(10, 14).breaks).toMatchObject([{ from: '12:00', until: '13:00' }]);
  expect(draft(9, 11.5).breaks).toMatchObject([{ from: '11:00', until: '11:30' }]);
  expect(draft(9, 11).breaks).toEqual([]);
  expect(newDraft(session(9, 13), KOLKATA, 'deleted').deletes).toBe(true);
});
