import { expect, test } from 'vitest';
import { sharersAt, sharersOfEach } from './sharers-at.ts';

const session = (doctorId: string, startMs: number, endMs: number, sharedWith: string | null) => ({
  ...{ branchId: 'b', doctorId, startMs, endMs, sharedWith, deleted: false },
});
const at = (doctorId: string, startMs: number, branchId = 'b') => ({
  ...{ branchId, doctorId, startMs, endMs: startMs + 1 },
});

test('two share where both work, whoever names the other, and nobody else does [SH1]', () => {
  const sessions = [
    session('senior', 0, 10, 'junior'),
    session('junior', 4, 8, null),
    session('third', 0, 10, null),
  ];
  expect(sharersAt(sessions, at('senior', 5))).toEqual(['junior']);
  expect(sharersAt(sessions, at('junior', 5))).toEqual(['senior']);
  expect(sharersAt(sessions, at('third', 5))).toEqual([]);
  expect(sharersAt(sessions, at('senior', 3))).toEqual([]);
  expect(sharersAt(sessions, at('senior', 8))).toEqual([]);
  expect(sharersAt(sessions, at('senior', 5, 'elsewhere'))).toEqual([]);
  expect(sharersAt(sessions, { ...at('senior', 7), endMs: 9 })).toEqual([]);
});

test('a senior shares with each junior who names them, and a session that is gone with nobody [SH1]', () => {
  const juniors = [session('j1', 0, 10, 'senior'), session('j2', 0, 10, 'senior')];
  const all = [session('senior', 0, 10, null), ...juniors];
  expect(sharersAt(all, at('senior', 5))).toEqual(['j1', 'j2']);
  expect(sharersAt(all, at('j1', 5))).toEqual(['senior']);
  const gone = all.map((one) => ({ ...one, deleted: one.doctorId === 'j1' }));
  expect(sharersAt(gone, at('senior', 5))).toEqual(['j2']);
});

test('of each session it is told who shares some of it, at both [SH6]', () => {
  const [senior, junior, later] = [
    session('senior', 0, 10, 'junior'),
    session('junior', 8, 12, null),
    session('junior', 12, 14, null),
  ] as const;
  const found = sharersOfEach([senior, junior, later]);
  expect([...found].map(([one, who]) => [one, [...who]])).toEqual([
    [senior, ['junior']],
    [junior, ['senior']],
  ]);
});
