import { expect, test } from 'vitest';
import { openTimeZone } from '../../../shared/time/time-zone.ts';
import { fc } from '../../../test/support/fast-check.ts';
import { chooseKept } from './choose-kept.ts';

const opened = openTimeZone('Asia/Kolkata');
if (!opened.ok) throw new Error('Kolkata has a time zone.');
const zone = opened.value;
const DAY_MS = 86_400_000;
const NOON_MS = Date.UTC(2026, 10, 23, 6, 30);

test('of two years of nightly backups seven days, four weeks and twelve months stay [BU3]', () => {
  const nightly = Array.from({ length: 730 }, (_, i) => NOON_MS - i * DAY_MS);
  const kept = [...chooseKept(nightly, zone)].map((ms) => new Date(ms).toISOString().slice(0, 10));
  expect(kept.toSorted().toReversed()).toEqual([
    ...['2026-11-23', '2026-11-22', '2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18'],
    ...['2026-11-17', '2026-11-15', '2026-11-08', '2026-10-31', '2026-09-30', '2026-08-31'],
    ...['2026-07-31', '2026-06-30', '2026-05-31', '2026-04-30', '2026-03-31', '2026-02-28'],
    ...['2026-01-31', '2025-12-31'],
  ]);
});

test('whenever backups are made, the newest stays, and never more than the rule says [BU3]', () => {
  const moments = fc.uniqueArray(fc.integer({ min: 0, max: 1000 * 24 }), { maxLength: 60 });
  fc.assert(
    fc.property(moments, (hours) => {
      const made = hours.map((hour) => NOON_MS - hour * 3_600_000);
      const kept = chooseKept(made, zone);
      expect(kept.size).toBeLessThanOrEqual(7 + 4 + 12);
      if (made.length > 0) expect(kept).toContain(Math.max(...made));
      if (made.length <= 7) return;
      // What goes today would go after one more backup, too.
      const later = chooseKept([...kept, NOON_MS + DAY_MS], zone);
      for (const ms of later) expect(kept.has(ms) || ms === NOON_MS + DAY_MS).toBe(true);
    }),
  );
});
