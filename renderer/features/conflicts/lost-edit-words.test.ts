import { expect, test } from 'vitest';
import { instantWords } from '../../words/instant-words.ts';
import type { Say } from '../../words/use-say.ts';
import { lostEditWords } from './lost-edit-words.ts';

const say: Say = {
  ...instantWords('Asia/Kolkata'),
  branch: (id) => `branch ${id}`,
  doctor: (id) => `Dr. ${id}`,
  service: (id) => `service ${id}`,
};
const TEN = Date.UTC(2026, 2, 2, 4, 30);

test('a lost time and doctor are said as at the desk, not as the record has them', () => {
  const lost = { startMs: TEN, endMs: TEN + 900_000, doctorId: 'Das', sessionId: 'x', madeHlc: 5 };
  expect(lostEditWords(lost, say)).toEqual([say.span(TEN, TEN + 900_000), 'Dr. Das']);
});

test('half a time, a status and what was written are said as well', () => {
  expect(lostEditWords({ startMs: TEN, status: 'no-show', note: 'wheelchair' }, say)).toEqual([
    'from 10:00',
    'marked as no show',
    'note "wheelchair"',
  ]);
  expect(lostEditWords({ note: '', cancelReason: null, withRight: true }, say)).toEqual([]);
});
