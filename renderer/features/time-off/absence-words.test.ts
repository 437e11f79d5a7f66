import { expect, test } from 'vitest';
import { instantWords } from '../../words/instant-words.ts';
import { absenceWords, longAbsenceWords } from './absence-words.ts';

const say = instantWords('Asia/Kolkata');
const at = (iso: string): number => Date.parse(`${iso}+05:30`);
const NOW = at('2026-11-28T12:00');
const said = (from: string, until: string): string =>
  absenceWords({ startMs: at(from), endMs: at(until) }, say, NOW);

test('an absence is said with its days, and with years where they could be of several [AW6]', () => {
  expect(said('2026-11-30T00:00', '2026-12-01T00:00')).toBe('Mon 30 Nov');
  expect(said('2026-11-30T00:00', '2026-12-05T00:00')).toBe('Mon 30 Nov – Fri 4 Dec');
  expect(said('2026-11-30T09:00', '2026-11-30T17:00')).toBe('Mon 30 Nov, 09:00–17:00');
  expect(said('2026-11-30T18:00', '2026-12-01T09:00')).toBe('Mon 30 Nov, 18:00 – Tue 1 Dec, 09:00');
  expect(said('2026-11-30T00:00', '2036-12-01T00:00')).toMatch(/30 Nov 2026 – .*30 Nov 2036$/);
  expect(said('2026-11-30T00:00', '2200-01-01T00:00')).toBe('Mon 30 Nov, 00:00 – for good');
});

test('whoever enters an absence of more than a year is asked whether that is meant [AW6]', () => {
  const asked = (from: string, until: string): string | null =>
    longAbsenceWords([{ startMs: at(from), endMs: at(until) }], say);
  expect(asked('2026-11-30T00:00', '2027-11-30T00:00')).toBeNull();
  expect(asked('2026-11-30T00:00', '2036-12-01T00:00')).toMatch(/^3.654 days, until .*2036/);
  expect(asked('2026-11-30T00:00', '2200-01-01T00:00')).toBeNull();
});
