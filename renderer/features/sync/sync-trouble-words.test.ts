import { expect, test } from 'vitest';
import { RECORD_KIND_NAMES } from '../../../shared/engine/store/record-kinds.ts';
import { exchangeRefusalSchema } from '../../../shared/wire/exchange/frame-header.ts';
import {
  clockWords,
  countedKinds,
  isClockWrong,
  kindName,
  reasonAdvice,
  refusalAdvice,
} from './sync-trouble-words.ts';

const CODE_LIKE = /[a-z]-[a-z]+:|[a-z][A-Z]|dot|vector|replica|protocol|frame/;

test('every refusal is said as at a desk, with what to do', () => {
  for (const kind of exchangeRefusalSchema.shape.kind.options) {
    const { title, advice } = refusalAdvice({ kind, detail: '' });
    for (const text of [title, advice]) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(CODE_LIKE);
    }
  }
});

test('a program that is too old is told that its work was handed over [VE2]', () => {
  expect(refusalAdvice({ kind: 'must-update', detail: '' })).toMatchObject({
    title: 'This program must be updated',
    advice: expect.stringContaining('What was booked here has been handed over'),
  });
});

test('every kind of record that can wait or be refused has a name at the desk', () => {
  for (const kind of RECORD_KIND_NAMES) {
    expect(kindName(kind), kind).not.toBe('other change');
    expect(kindName(kind)).not.toMatch(CODE_LIKE);
  }
  expect(countedKinds({ appointment: 3, patient: 1, slot: 0, later: 2 })).toBe(
    '3 appointments, 1 patient, 2 other changes',
  );
});

test.each(['unreadable', 'forged-version', 'outside-scope', 'not-permitted', 'login-taken', 'new'])(
  'a row refused as %s comes with what to do',
  (reason) => {
    const { title, advice } = reasonAdvice(reason);
    expect(`${title} ${advice}`).not.toMatch(CODE_LIKE);
    expect(`${title} ${advice}`).not.toContain(reason);
  },
);

test.each([
  [0, null],
  [-1900, null],
  [2500, '3 seconds ahead of central'],
  [-150_000, '3 minutes behind central'],
  [10_800_000, '3 hours ahead of central'],
  [-3 * 86_400_000, '3 days behind central'],
  [36 * 365 * 86_400_000, '36 years ahead of central'],
])('a clock that is off by %i ms is %s [CK1]', (offsetMs, words) => {
  expect(clockWords(offsetMs)).toBe(words);
});

test('it is worth a warning from two minutes on', () => {
  expect([null, 119_000, -119_000].map(isClockWrong)).toEqual([false, false, false]);
  expect([121_000, -121_000].map(isClockWrong)).toEqual([true, true]);
});
