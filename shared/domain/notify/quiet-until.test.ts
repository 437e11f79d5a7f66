import { expect, test } from 'vitest';
import { knownTimeZone } from '../../time/time-zone.ts';
import { quietUntilMs } from './quiet-until.ts';

const kolkata = knownTimeZone('Asia/Kolkata');
const at = (clock: string, day = '02'): number => Date.parse(`2026-03-${day}T${clock}:00+05:30`);
const night = { quietFromMin: 21 * 60, quietUntilMin: 8 * 60 };

test('what falls into quiet hours waits until they end, by the clocks of the branch [NO10]', () => {
  expect(quietUntilMs(kolkata, night, at('20:59'))).toBeNull();
  expect(quietUntilMs(kolkata, night, at('21:00'))).toBe(at('08:00', '03'));
  expect(quietUntilMs(kolkata, night, at('02:00', '03'))).toBe(at('08:00', '03'));
  expect(quietUntilMs(kolkata, night, at('08:00'))).toBeNull();
  const noon = { quietFromMin: 12 * 60, quietUntilMin: 14 * 60 };
  expect(quietUntilMs(kolkata, noon, at('13:00'))).toBe(at('14:00'));
  expect(quietUntilMs(kolkata, noon, at('14:00'))).toBeNull();
  expect(quietUntilMs(kolkata, { quietFromMin: null, quietUntilMin: 60 }, at('13:00'))).toBeNull();
  expect(quietUntilMs(kolkata, { quietFromMin: 60, quietUntilMin: 60 }, at('01:00'))).toBeNull();
});

test('clocks that are set forward over the end of quiet hours end them [NO10]', () => {
  const london = knownTimeZone('Europe/London');
  const hours = { quietFromMin: 0, quietUntilMin: 90 };
  // On 29 March 2026 half past one does not exist there.
  const nowMs = Date.parse('2026-03-29T00:30:00Z');
  const end = quietUntilMs(london, hours, nowMs) ?? 0;
  expect(end).toBeGreaterThan(nowMs);
  expect(end).toBeLessThanOrEqual(Date.parse('2026-03-29T01:30:00Z'));
});
