import { expect, test } from 'vitest';
import { present } from '../../core/assert.ts';
import type { Demand, Rule } from '../../model/rule.ts';
import { instantOfDay } from '../../time/day.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import { decideRules } from './decide-rules.ts';
import { findBreaches, type RuledAct, type RuleFacts } from './find-breaches.ts';

const opened = openTimeZone('Europe/Berlin');
if (!opened.ok) throw new Error('Berlin has a time zone.');
const zone = opened.value;
const at = (day: string, clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return instantOfDay(zone, day, hour * 60 + minute);
};

/** A Wednesday; the clocks go forward on the Sunday of its week. */
const DAY = '2026-03-25';
const QUARTER_MS = 15 * 60_000;

const visit = (day: string, clock: string, serviceId: string | null = 'consultation') => ({
  ...{ id: `${day} ${clock}`, startMs: at(day, clock), endMs: at(day, clock) + QUARTER_MS },
  serviceId,
});

const booking = (clock = '10:00', over: Partial<RuledAct> = {}): RuledAct => ({
  ...{ act: 'book', appointmentId: 'new', branchId: 'b', doctorId: 'd', serviceId: 'consultation' },
  ...{ startMs: at(DAY, clock), endMs: at(DAY, clock) + QUARTER_MS, moves: 0, formerStartMs: null },
  nowMs: at(DAY, '08:00'),
  ...over,
});

const facts = (over: Partial<RuleFacts> = {}): RuleFacts => ({
  ...{ zone, doctorVisits: [], patientVisits: [], birthDate: null, sex: 'unknown' },
  ...{ isNewPatient: false, lastVisits: [], tags: [] },
  ...over,
});

const rule = (demand: Demand, over: Partial<Rule> = {}): Rule => ({
  ...{ id: JSON.stringify(demand), name: 'A rule', demand, effect: 'refuse', active: true },
  ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
  deleted: false,
  ...over,
});

const breaks = (demand: Demand, act: RuledAct, known: RuleFacts = facts()): boolean =>
  findBreaches([rule(demand)], act, known).length > 0;

test('no more visits a day or a week than the rule says, the one being moved left out [RU1]', () => {
  const perDay: Demand = { kind: 'max-visits', of: 'doctor', per: 'day', max: 2 };
  const one = [visit(DAY, '09:00')];
  const two = [...one, visit(DAY, '23:45')];
  expect(breaks(perDay, booking(), facts({ doctorVisits: one }))).toBe(false);
  expect(breaks(perDay, booking(), facts({ doctorVisits: two }))).toBe(true);
  const moved = booking('11:00', { act: 'move', appointmentId: `${DAY} 09:00` });
  expect(breaks(perDay, moved, facts({ doctorVisits: two }))).toBe(false);
  const other = [...one, visit('2026-03-26', '00:00')];
  expect(breaks(perDay, booking(), facts({ doctorVisits: other }))).toBe(false);

  const perWeek: Demand = { kind: 'max-visits', of: 'patient', per: 'week', max: 2 };
  const week = [visit('2026-03-23', '09:00'), visit('2026-03-29', '22:00')];
  expect(breaks(perWeek, booking(), facts({ patientVisits: week }))).toBe(true);
  const beyond = [visit('2026-03-22', '23:00'), visit('2026-03-30', '00:00')];
  expect(breaks(perWeek, booking(), facts({ patientVisits: beyond }))).toBe(false);
});

test('a limit for one service counts the visits of that service [RU1]', () => {
  const demand: Demand = { kind: 'max-visits', of: 'doctor', per: 'day', max: 1 };
  const limit = rule(demand, { serviceId: 'surgery' });
  const act = booking('10:00', { serviceId: 'surgery' });
  const doctorVisits = [visit(DAY, '09:00'), visit(DAY, '12:00', null)];
  expect(findBreaches([limit], act, facts({ doctorVisits }))).toEqual([]);
  const withOne = facts({ doctorVisits: [...doctorVisits, visit(DAY, '13:00', 'surgery')] });
  expect(findBreaches([limit], act, withOne)).toMatchObject([{ found: 1 }]);
});

test('five minutes stay free between two visits of a doctor [RU1]', () => {
  const gap: Demand = { kind: 'min-gap', minutes: 5 };
  const before = (clock: string) => facts({ doctorVisits: [visit(DAY, clock)] });
  expect(breaks(gap, booking(), before('09:40'))).toBe(false);
  expect(breaks(gap, booking(), before('09:41'))).toBe(true);
  expect(breaks(gap, booking(), before('10:20'))).toBe(false);
  expect(breaks(gap, booking(), before('10:19'))).toBe(true);
  expect(findBreaches([rule(gap)], booking(), before('10:05'))).toMatchObject([{ found: 0 }]);
});

test('how early and how late may be booked, counted by the wall clock of the branch [RU1]', () => {
  expect(breaks({ kind: 'notice', minutes: 120 }, booking('10:00'))).toBe(false);
  expect(breaks({ kind: 'notice', minutes: 121 }, booking('10:00'))).toBe(true);
  // The night in between is an hour shorter; the days are counted all the same.
  const inAWeek = booking('10:00', {
    nowMs: at('2026-03-25', '23:59'),
    startMs: at('2026-04-01', '00:00'),
  });
  expect(breaks({ kind: 'horizon', days: 7 }, inAWeek)).toBe(false);
  expect(breaks({ kind: 'horizon', days: 6 }, inAWeek)).toBe(true);
  const until = (minute: number): Demand => ({ kind: 'same-day-until', minuteOfDay: minute });
  expect(breaks(until(8 * 60), booking())).toBe(true);
  expect(breaks(until(8 * 60 + 1), booking())).toBe(false);
  expect(breaks(until(8 * 60), booking('10:00', { nowMs: at('2026-03-24', '20:00') }))).toBe(false);
});

test('how late and how often may be changed; cancelling is judged by nothing else [RU1]', () => {
  const notice = (change: 'move' | 'cancel'): Demand => ({
    kind: 'change-notice',
    change,
    minutes: 24 * 60,
  });
  const formerStartMs = at('2026-03-26', '07:59');
  const moved = booking('10:00', { act: 'move', formerStartMs, moves: 2 });
  const cancelled = booking('10:00', { act: 'cancel', formerStartMs, moves: 2 });
  expect(breaks(notice('move'), moved)).toBe(true);
  expect(breaks(notice('move'), cancelled)).toBe(false);
  expect(breaks(notice('cancel'), cancelled)).toBe(true);
  expect(breaks({ kind: 'max-moves', max: 2 }, moved)).toBe(true);
  expect(breaks({ kind: 'max-moves', max: 3 }, moved)).toBe(false);
  expect(breaks({ kind: 'max-moves', max: 0 }, booking())).toBe(false);
  const full = facts({ doctorVisits: [visit(DAY, '09:00')] });
  const perDay: Demand = { kind: 'max-visits', of: 'doctor', per: 'day', max: 1 };
  expect(breaks(perDay, cancelled, full)).toBe(false);
});

test('a service for some ages and one sex; who is unknown is not turned away [RU1]', () => {
  const children: Demand = { kind: 'age', minYears: null, maxYears: 11 };
  const born = (birthDate: string) => facts({ birthDate });
  expect(breaks(children, booking(), born('2014-03-26'))).toBe(false);
  expect(breaks(children, booking(), born('2014-03-25'))).toBe(true);
  expect(breaks({ kind: 'age', minYears: 12, maxYears: null }, booking(), born('2014-03-25'))).toBe(
    false,
  );
  expect(breaks(children, booking(), facts())).toBe(false);
  const women: Demand = { kind: 'sex', sex: 'female' };
  expect(breaks(women, booking(), facts({ sex: 'male' }))).toBe(true);
  expect(breaks(women, booking(), facts({ sex: 'female' }))).toBe(false);
  expect(breaks(women, booking(), facts())).toBe(false);
});

test('slots for new patients are for them alone, and they for those [RU1]', () => {
  const demand: Demand = { kind: 'new-patient-slots', tag: 'new' };
  const known = (isNewPatient: boolean, tags: string[]) => facts({ isNewPatient, tags });
  expect(breaks(demand, booking(), known(true, ['new']))).toBe(false);
  expect(breaks(demand, booking(), known(false, ['new', 'vip']))).toBe(true);
  expect(breaks(demand, booking(), known(true, []))).toBe(true);
  expect(breaks(demand, booking(), known(false, []))).toBe(false);
});

test('whoever missed three of the last five [RU1]', () => {
  const demand: Demand = { kind: 'missed', missed: 3, of: 5 };
  const lately = (ends: string) =>
    facts({ lastVisits: [...ends].map((end) => (end === 'm' ? 'missed' : 'seen')) });
  expect(breaks(demand, booking(), lately('mmsms'))).toBe(true);
  expect(breaks(demand, booking(), lately('mmsssm'))).toBe(false);
});

test('the narrowest rule holds, on its days, while it is switched on [RU2]', () => {
  const limit = (max: number, over: Partial<Rule>) =>
    rule({ kind: 'max-visits', of: 'doctor', per: 'day', max }, { id: `${max}`, ...over });
  const everywhere = limit(1, {});
  const ofBranch = limit(2, { branchId: 'b' });
  const ofDoctor = limit(3, { doctorId: 'd' });
  const ofService = limit(4, { serviceId: 'consultation' });
  const elsewhere = limit(9, { doctorId: 'another', serviceId: 'consultation' });
  const perWeek = rule({ kind: 'max-visits', of: 'doctor', per: 'week', max: 1 });
  const ids = (rules: readonly Rule[], act = booking()) => {
    const doctorVisits = Array.from({ length: 8 }, (_, i) => visit(DAY, `1${i}:00`));
    return findBreaches(rules, act, facts({ doctorVisits })).map(({ ruleId }) => ruleId);
  };
  expect(ids([everywhere, ofBranch])).toEqual(['2']);
  expect(ids([everywhere, ofBranch, ofDoctor])).toEqual(['3']);
  expect(ids([everywhere, ofDoctor, ofService, elsewhere])).toEqual(['4']);
  expect(ids([everywhere, perWeek]).length).toBe(2);
  const inApril = { ...ofDoctor, fromDay: '2026-04-01', untilDay: '2026-04-30' };
  expect(ids([everywhere, inApril])).toEqual(['1']);
  expect(ids([everywhere, { ...inApril, fromDay: DAY }])).toEqual(['3']);
  expect(ids([everywhere, { ...ofDoctor, untilDay: '2026-03-24' }])).toEqual(['1']);
  expect(
    ids([
      { ...everywhere, active: false },
      { ...ofDoctor, deleted: true },
    ]),
  ).toEqual([]);
});

test('a warning is accepted when seen, a reason when given, a refusal never [RU3]', () => {
  const demand: Demand = { kind: 'min-gap', minutes: 5 };
  const [breach] = findBreaches(
    [rule(demand)],
    booking(),
    facts({ doctorVisits: [visit(DAY, '10:00')] }),
  );
  const one = present(breach, 'It overlaps.');
  const accepted = (reason: string | null, ruleIds = [one.ruleId]) => ({ ruleIds, reason });
  const warn = [{ ...one, effect: 'warn' as const }];
  const ask = [{ ...one, effect: 'reason' as const }];
  expect(decideRules(warn, undefined, 'front-desk')).toMatchObject({
    error: { kind: 'against-rules' },
  });
  expect(decideRules(warn, accepted(null), 'front-desk').ok).toBe(true);
  expect(decideRules(warn, accepted(null, ['another']), 'front-desk').ok).toBe(false);
  expect(decideRules(ask, accepted(null), 'front-desk').ok).toBe(false);
  expect(decideRules(ask, accepted('The doctor asked for it'), 'front-desk').ok).toBe(true);
  expect(decideRules([one], accepted('Please'), 'front-desk').ok).toBe(false);
  expect(decideRules([...warn, one], accepted('Please'), 'front-desk').ok).toBe(false);
});

test('what a manager decides on is accepted by managers alone, and with a reason [RU3]', () => {
  const [breach] = findBreaches(
    [rule({ kind: 'min-gap', minutes: 5 }, { effect: 'manager' })],
    booking(),
    facts({ doctorVisits: [visit(DAY, '10:00')] }),
  );
  const breaches = [present(breach, 'It overlaps.')];
  const ruleIds = breaches.map(({ ruleId }) => ruleId);
  const given = { ruleIds, reason: 'Comes from far away' };
  for (const role of ['front-desk', 'doctor'] as const) {
    expect(decideRules(breaches, given, role).ok).toBe(false);
  }
  expect(decideRules(breaches, { ruleIds, reason: null }, 'manager').ok).toBe(false);
  expect(decideRules(breaches, undefined, 'admin').ok).toBe(false);
  expect(decideRules(breaches, given, 'manager').ok).toBe(true);
});

test('a visit called off within a day counts as missed only where the rule says so [RU1]', () => {
  const ends = ['cancelled-late', 'cancelled', 'seen', 'missed', 'seen'] as const;
  const lately = facts({ lastVisits: [...ends] });
  const demand = { kind: 'missed', missed: 2, of: 3 } as const;
  expect(breaks(demand, booking(), lately)).toBe(false);
  expect(breaks({ ...demand, lateToo: true }, booking(), lately)).toBe(true);
  // One that was called off in time is no visit, and pushes none out of the last three.
  const older = facts({ lastVisits: ['seen', 'cancelled', 'missed', 'missed'] });
  expect(breaks(demand, booking(), older)).toBe(true);
});
