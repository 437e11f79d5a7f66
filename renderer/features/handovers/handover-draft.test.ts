import { expect, test } from 'vitest';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import { handoverOf, newHandover, spanOf } from './handover-draft.ts';

const KOLKATA = knownTimeZone('Asia/Kolkata');
const at = (day: number, hour: number, minute = 0): number =>
  Date.UTC(2026, 2, day, hour, minute) - 5.5 * 3_600_000;

test('a stretch that was pointed at comes back as it was', () => {
  const pointed = { doctorId: 'das', startMs: at(2, 10, 15), endMs: at(2, 10, 30) };
  const draft = handoverOf(pointed, KOLKATA);
  expect(draft).toMatchObject({ doctorId: 'das', from: '10:15', until: '10:30' });
  expect(spanOf(draft, KOLKATA, at(2, 8))).toEqual({
    startMs: at(2, 10, 15),
    endMs: at(2, 10, 30),
  });
});

test('of whole days what is still to come is meant, and half a date is none', () => {
  const draft = { ...newHandover('2026-03-02'), lastDay: '2026-03-03' };
  expect(spanOf(draft, KOLKATA, at(1, 8))).toEqual({ startMs: at(2, 0), endMs: at(4, 0) });
  const span = spanOf(draft, KOLKATA, at(2, 8));
  expect(span?.startMs).toBeGreaterThan(at(2, 8));
  expect(span?.startMs).toBeLessThanOrEqual(at(2, 8, 2));
  expect(spanOf({ ...draft, lastDay: '2026-03' }, KOLKATA, at(1, 8))).toBeNull();
  expect(spanOf({ ...draft, lastDay: '2026-03-01' }, KOLKATA, at(1, 8))).toBeNull();
});
