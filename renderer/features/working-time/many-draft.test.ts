import { expect, test } from 'vitest';
import { asksNothing, manyDraftToChange, newManyDraft } from './many-draft.ts';

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
  expect(manyDraftToChange({ ...draft, deletes: true }, 'n')).toMatchObject({ to: null });
  expect(asksNothing({ ...DRAFT, deletes: true })).toBe(false);
  expect(manyDraftToChange({ ...draft, firstDay: '2026-02-' }, 'n')).toBe(null);
});
