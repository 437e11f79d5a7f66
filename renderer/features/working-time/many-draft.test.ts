import { expect, test } from 'vitest';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import { asksNothing, manyDraftToChange, newManyDraft, newPointedDraft } from './many-draft.ts';

const DRAFT = newManyDraft('b', '2026-03-02');

test('a new form chooses all sessions of the branch from a day on, and asks for nothing', () => {
  expect(asksNothing(DRAFT)).toBe(true);
  expect(manyDraftToChange(DRAFT, 'n')).toMatchObject({
    choice: {
      ...{ doctorIds: [], branchId: 'b', weekdays: [], tag: null, slotMin: null },
      ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-02', lastDay: null },
    },
    to: { slotMin: null, shiftMin: 0 },
  });
});

test('what is chosen and asked for is said as the book reads it', () => {
  const to = { ...DRAFT.to, slotMin: 30 };
  const draft = {
    ...DRAFT,
    to,
    tag: ' vip ',
    from: '08:30',
    until: '13:00',
    lastDay: '2026-04-01',
  };
  expect(asksNothing(draft)).toBe(false);
  expect(manyDraftToChange(draft, 'n')).toMatchObject({
    choice: { tag: 'vip', fromMin: 510, untilMin: 780, lastDay: '2026-04-01' },
    to: { slotMin: 30 },
  });
  const forService = { serviceId: 's', orAny: false };
  expect(manyDraftToChange({ ...draft, forService }, 'n')?.choice).toMatchObject({ forService });
  expect(asksNothing({ ...DRAFT, to: { ...DRAFT.to, serviceIds: [] } })).toBe(false);
  expect(manyDraftToChange({ ...draft, deletes: true }, 'n')).toMatchObject({ to: null });
  expect(asksNothing({ ...DRAFT, deletes: true })).toBe(false);
  expect(manyDraftToChange({ ...draft, firstDay: '2026-02-' }, 'n')).toBe(null);
});

test('of sessions that were pointed at, those are asked for alone, or one with others of its series [SD10]', () => {
  const zone = knownTimeZone('Asia/Kolkata');
  const session = (id: string, day: number): DeskSession => ({
    ...{ id, branchId: 'b', doctorId: 'd', seriesId: 's', slotMin: 15, capacity: 1, tags: [] },
    ...{ startMs: Date.UTC(2026, 2, day, 4), endMs: Date.UTC(2026, 2, day, 8), breaks: [] },
    roomId: null,
    sharedWith: null,
    serviceIds: [],
    ...{ homeReplica: 'x', deleted: false, confirmed: true, refusedFor: null },
  });
  const to = { deletes: false, shiftMin: 30, doctorId: 'e' };
  const at = { zone, today: '2026-03-02' };
  const two = newPointedDraft([session('q', 5), session('p', 3)], to, at);
  expect(manyDraftToChange(two, 'n')).toMatchObject({
    choice: { sessionIds: ['q', 'p'], firstDay: '2026-03-03', lastDay: '2026-03-05' },
    to: { shiftMin: 30, doctorId: 'e' },
  });
  expect(two.pointedAt?.seriesId).toBe(null);
  const one = newPointedDraft([session('p', 3)], { ...to, deletes: true }, at);
  const choiceOf = (scope: 'this' | 'following' | 'all') => {
    const pointedAt = one.pointedAt && { ...one.pointedAt, scope };
    return manyDraftToChange({ ...one, pointedAt }, 'n')?.choice;
  };
  expect(manyDraftToChange(one, 'n')?.to).toBe(null);
  expect(choiceOf('this')).toMatchObject({ sessionIds: ['p'], lastDay: '2026-03-03' });
  const series = { seriesId: 's', lastDay: null };
  expect(choiceOf('following')).toMatchObject({ ...series, firstDay: '2026-03-03' });
  expect(choiceOf('all')).toMatchObject({ ...series, firstDay: '2026-03-02' });
});
