import { expect, test } from 'vitest';
import { createTestClock } from '../../../test/support/engine.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import { maySeeAlert } from '../access/may-see-alert.ts';
import { alertRuleOf, isAlertOpen, isAlertSnoozed, severityOf } from './alert-rules.ts';
import { createStrikes } from './create-strikes.ts';
import { findClearedDays } from './find-cleared-days.ts';
import { type AlertNews, raiseAlert, settleAlert } from './raise-alert.ts';

const news: AlertNews = {
  ...{ kind: 'exported', branchId: 'here', subjectId: 'u', subjectName: 'Ruma', byName: 'Ruma' },
  ...{ reason: null, day: null, amount: 6 },
};

test('what happens again is counted in the one alert of it, and opens it again [AL1]', () => {
  const first = raiseAlert('a', null, news, 1000);
  expect(first).toMatchObject({ count: 1, firstMs: 1000, lastMs: 1000 });
  const again = raiseAlert('a', first, { ...news, amount: 7 }, 2000);
  expect(again).toMatchObject({ count: 2, amount: 7, firstMs: 1000, lastMs: 2000 });
  const settled = settleAlert(again, 'Asha', 2500);
  expect(isAlertOpen(settled)).toBe(false);
  expect(settled).toMatchObject({ settledBy: 'Asha', settledCount: 2, settledAtMs: 2500 });
  const anew = raiseAlert('a', settled, news, 3000);
  expect(isAlertOpen(anew)).toBe(true);
  expect(anew).toMatchObject({ count: 3, settledCount: 2, firstMs: 3000 });
});

test('a clock that was set back hides nothing that happens after a settlement [AL1]', () => {
  const settled = settleAlert(raiseAlert('a', null, news, 5000), 'Asha', 5001);
  expect(isAlertOpen(raiseAlert('a', settled, news, 10))).toBe(true);
});

test('who puts an alert off is shown it again when its time has come [AL5]', () => {
  const { snoozedUntilMs } = { snoozedUntilMs: 2000 };
  expect(isAlertSnoozed({ snoozedUntilMs }, 1999)).toBe(true);
  expect(isAlertSnoozed({ snoozedUntilMs }, 2000)).toBe(false);
  expect(isAlertSnoozed({ snoozedUntilMs: null }, 0)).toBe(false);
});

test('what an organisation chose for a kind holds, and of the others what Daybook has [AL4]', () => {
  const mine = { isOn: false, mails: false, from: 40 };
  const alerting = { rules: { exported: mine } };
  expect(alertRuleOf(alerting, 'exported')).toBe(mine);
  expect(alertRuleOf(alerting, 'mass-cancelled')).toEqual(alertRuleOf(null, 'mass-cancelled'));
  expect(severityOf('day-cleared')).toBe('urgent');
});

test.each([
  ['an administrator of all', 'admin', [], 'there', true],
  ['an administrator of all, of the organisation', 'admin', [], null, true],
  ['a manager of the branch', 'manager', ['here'], 'here', true],
  ['a manager of another', 'manager', ['here'], 'there', false],
  ['a manager of one branch, of the organisation', 'manager', ['here'], null, false],
  ['a front desk', 'front-desk', [], 'here', false],
  ['a doctor', 'doctor', [], 'here', false],
] as const)('alerts for %s [AL3]', (_, role, branchIds, branchId, may) => {
  expect(maySeeAlert({ role, branchIds }, branchId)).toBe(may);
});

test('attempts are counted by name, within the window alone', () => {
  const clock = createTestClock(0);
  const strikes = createStrikes(clock, 1000);
  expect([strikes.add('a'), strikes.add('a'), strikes.add('b')]).toEqual([1, 2, 1]);
  clock.advance(1001);
  expect(strikes.add('a')).toBe(1);
});

const zone = openTimeZone('Asia/Kolkata');
const HOUR_MS = 3_600_000;
/** Of 2 March 2026, or days later, by the clocks of Kolkata. */
const at = (hour: number, days = 0): number => Date.UTC(2026, 2, 2 + days) + (hour - 5.5) * HOUR_MS;
const session = (from: number, until: number, days = 0, branchId = 'here') => ({
  ...{ branchId, startMs: at(from, days), endMs: at(until, days) },
});

test.each([
  ['all of it', [{ startMs: at(0), endMs: at(24) }], 1],
  [
    'in two parts that touch',
    [
      { startMs: at(8), endMs: at(11) },
      { startMs: at(11), endMs: at(18) },
    ],
    1,
  ],
  ['but the last hour', [{ startMs: at(0), endMs: at(16) }], 0],
  [
    'but a gap at noon',
    [
      { startMs: at(0), endMs: at(10) },
      { startMs: at(11), endMs: at(24) },
    ],
    0,
  ],
] as const)('a day of which an absence takes %s [AL2]', (_, absences, count) => {
  if (!zone.ok) throw new Error('Kolkata has a zone.');
  const day = [session(9, 13), session(14, 17)];
  const cleared = findClearedDays(day, day, absences, () => zone.value);
  expect(cleared).toEqual(count === 1 ? [{ branchId: 'here', day: '2026-03-02' }] : []);
});

test('a day whose last session goes is cleared at its branch, and at no other [AL2]', () => {
  if (!zone.ok) throw new Error('Kolkata has a zone.');
  const had = [session(9, 13), session(14, 17, 0, 'there'), session(9, 13, 1)];
  const left = [session(14, 17, 0, 'there'), session(15, 17, 1)];
  expect(findClearedDays(had, left, [], () => zone.value)).toEqual([
    { branchId: 'here', day: '2026-03-02' },
  ]);
});
