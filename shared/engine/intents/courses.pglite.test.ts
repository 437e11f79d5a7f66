import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  EVERY_WORKDAY,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { PlanWish, RepeatWish } from '../../model/course.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Demand, Rule } from '../../model/rule.ts';
import { loadCourse } from '../queries/load-course.ts';
import { planRepeat } from '../queries/plan-repeat.ts';
import { planVisits } from '../queries/plan-visits.ts';

const MINUTE_MS = 60_000;
let engine: TestEngine;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  const rule = `${EVERY_WORKDAY};COUNT=60`;
  await engine.ask('create-series', aSeries(engine.newId(), { rule }));
  await engine.ask('create-series', aSeries(engine.newId(), { rule, doctorId: DR_SEN }));
});
afterEach(() => engine.close());

const timeAt = (clock: string, days: number) => ({
  ...{ branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at(clock, days) },
  endMs: at(clock, days) + 15 * MINUTE_MS,
});

/** Visits of a quarter of an hour on days from Monday 2 March on. */
const aCourse = (
  clock: string,
  days: readonly number[],
  changes: Partial<IntentInput<'book-course'>> = {},
): IntentInput<'book-course'> => ({
  courseId: engine.newId(),
  visits: days.map((day) => ({
    ...{ appointmentId: engine.newId(), serviceId: CONSULTATION, ...timeAt(clock, day) },
  })),
  ...{ patientId: PATIENT, newPatient: null, holdId: null, note: '', emergency: false },
  ...changes,
});

const WEEKS = [0, 7, 14, 21];
const visitsOf = (courseId: string) =>
  engine.store.read((db) => loadCourse(db, ORGANISATION, courseId));
const daysOf = async (courseId: string): Promise<readonly string[]> =>
  (await visitsOf(courseId)).map(({ startMs, status }) => {
    const [day, time] = new Date(startMs + 5.5 * 3_600_000).toISOString().split('T');
    return `${day} ${time?.slice(0, 5)} ${status}`;
  });

async function booked(clock: string, days: readonly number[] = WEEKS) {
  const course = aCourse(clock, days);
  expect(await engine.ask('book-course', course)).toMatchObject({ ok: true });
  return course;
}

async function makeRule(demand: Demand, effect: Rule['effect'] = 'refuse') {
  const rule = {
    ...{ id: engine.newId(), name: 'House rule', demand, effect, active: true },
    ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
  };
  expect(await engine.ask('save-rule', rule)).toMatchObject({ ok: true });
  return rule.id;
}

test('visits that come again are booked as one, firm, and one undo takes all of them back [RB3]', async () => {
  const id = engine.newId();
  const course = aCourse('10:00', WEEKS, {
    ...{ patientId: id, newPatient: aPatient(id, 'Noor New') },
  });
  const intentId = engine.newId();
  expect(await engine.ask('book-course', course, { id: intentId })).toMatchObject({ ok: true });
  const visits = await visitsOf(course.courseId);
  expect(visits.map((one) => [one.patientId, one.withRight, one.status])).toEqual(
    WEEKS.map(() => [id, true, 'booked']),
  );
  // Sent again, as after a line that broke, it is the same.
  expect(await engine.ask('book-course', course, { id: intentId })).toMatchObject({ ok: true });
  expect(await visitsOf(course.courseId)).toHaveLength(4);
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  const after = await visitsOf(course.courseId);
  expect(after.map(({ status }) => status)).toEqual(WEEKS.map(() => 'entered-in-error'));
  expect((await engine.ask('book', aBooking(engine.newId(), '10:00'))).ok).toBe(true);
});

test('of two desks that want one of the days at one instant, one gets all and the other none [RB3]', async () => {
  const first = aCourse('10:00', [0, 7, 14]);
  const second = aCourse('10:00', [9, 14, 16]);
  const answers = await Promise.all([
    engine.ask('book-course', first),
    engine.ask('book-course', second, { actor: { ...admin, desk: 'Front desk 2' } }),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({
    error: {
      kind: 'course-refused',
      visits: [{ startMs: at('10:00', 14), refusal: { kind: 'time-taken' } }],
    },
  });
  const counts = [
    (await visitsOf(first.courseId)).length,
    (await visitsOf(second.courseId)).length,
  ];
  expect(counts.toSorted()).toEqual([0, 3]);
});

test('every visit that cannot be is named with why, and a new patient is not kept for nothing [RB3]', async () => {
  await engine.ask('book', aBooking(engine.newId(), '10:00', timeAt('10:00', 7)));
  const day = { id: engine.newId(), day: '2026-03-16', name: 'Holi' };
  await engine.ask('add-closure', { branchId: SALT_LAKE, days: [day], affected: null });
  const id = engine.newId();
  const course = aCourse('10:00', WEEKS, {
    ...{ patientId: id, newPatient: aPatient(id, 'Noor New') },
  });
  expect(await engine.ask('book-course', course)).toMatchObject({
    error: {
      kind: 'course-refused',
      visits: [
        { startMs: at('10:00', 7), refusal: { kind: 'time-taken' } },
        { startMs: at('10:00', 14), refusal: { kind: 'branch-closed', name: 'Holi' } },
      ],
    },
  });
  expect(await visitsOf(course.courseId)).toEqual([]);
  const patient = { ...aBooking(engine.newId(), '12:00'), patientId: id };
  expect(await engine.ask('book', patient)).toMatchObject({ error: { kind: 'unknown-record' } });
});

test('rules count the visits of the course itself, and the one that refuses is named [RB3]', async () => {
  const ruleId = await makeRule({ kind: 'max-visits', of: 'patient', per: 'week', max: 2 });
  const course = aCourse('10:00', [0, 1, 2, 7]);
  expect(await engine.ask('book-course', course)).toMatchObject({
    error: {
      kind: 'course-refused',
      visits: [
        {
          startMs: at('10:00', 2),
          refusal: { kind: 'against-rules', breaches: [{ ruleId, name: 'House rule', found: 2 }] },
        },
      ],
    },
  });
});

test('what a reason is enough for is asked once for all of them [RB3]', async () => {
  const ruleId = await makeRule({ kind: 'horizon', days: 5 }, 'reason');
  const course = aCourse('10:00', [0, 7, 14]);
  expect(await engine.ask('book-course', course)).toMatchObject({
    error: { kind: 'against-rules', breaches: [{ ruleId }] },
  });
  const accepts = { ruleIds: [ruleId], reason: 'Physiotherapy' };
  expect(await engine.ask('book-course', { ...course, accepts })).toMatchObject({ ok: true });
});

const aWish = (changes: Partial<RepeatWish> = {}): RepeatWish => ({
  ...{ branchId: SALT_LAKE, doctorId: DR_DAS, serviceId: CONSULTATION, patientId: PATIENT },
  ...{ newPatient: null, startMs: at('10:00'), window: 'exact', anyDoctor: false },
  repetition: { unit: 'week', every: 1, end: { kind: 'count', count: 4 } },
  ...{ emergency: false, holdId: null },
  ...changes,
});
const plan = (changes: Partial<RepeatWish> = {}) =>
  planRepeat(engine.store, ORGANISATION, aWish(changes), {
    ...{ actor: admin, nowMs: engine.clock.nowMs() },
  });

test('each visit is shown with its time, or why it has none and what there is instead [RB2]', async () => {
  await engine.ask('book', aBooking(engine.newId(), '10:00', timeAt('10:00', 7)));
  const days = [{ id: engine.newId(), day: '2026-03-16', name: 'Holi' }];
  await engine.ask('add-closure', { branchId: SALT_LAKE, days, affected: null });
  const away = { id: engine.newId(), startMs: at('09:00', 21), endMs: at('11:00', 21) };
  const off = { doctorId: DR_DAS, kind: 'leave' as const, reason: 'Leave', times: [away] };
  await engine.ask('add-time-off', { ...off, affected: null });

  const exact = await plan();
  expect(exact.map(({ found, why }) => [found?.startMs ?? null, why?.kind ?? null])).toEqual([
    [at('10:00'), null],
    [null, 'time-taken'],
    [null, 'branch-closed'],
    [null, 'doctor-away'],
  ]);
  expect(exact[1]?.others.map(({ startMs }) => startMs)).toEqual([
    ...[at('09:45', 7), at('10:15', 7), at('09:30', 7)],
  ]);
  expect(exact[0]?.others).toEqual([]);
  // A closed day has nothing of that day; the days around have.
  expect(exact[2]?.others.map(({ startMs }) => startMs)).toContain(at('10:00', 15));

  const day = await plan({ window: 'day' });
  const found = day.map((one) => one.found?.startMs ?? null);
  expect(found).toEqual([at('10:00'), at('09:45', 7), null, at('11:00', 21)]);
  const dates = day.flatMap((one, i) => (i === 2 ? (one.others[0] ?? []) : (one.found ?? [])));
  // What was shown is what is booked.
  const visits = dates.map((time) => ({
    ...{ appointmentId: engine.newId(), serviceId: CONSULTATION, ...time },
  }));
  expect(await engine.ask('book-course', aCourse('10:00', [], { visits }))).toMatchObject({
    ok: true,
  });
});

test('another doctor is taken only where that was said to do [RB2]', async () => {
  const off = { doctorId: DR_DAS, kind: 'leave' as const, reason: '', affected: null };
  const away = { id: engine.newId(), startMs: at('00:00', 7), endMs: at('00:00', 8) };
  await engine.ask('add-time-off', { ...off, times: [away] });
  const alone = await plan({ window: 'day' });
  expect(alone[1]?.found).toBeNull();
  const any = await plan({ window: 'day', anyDoctor: true });
  expect(any[1]?.found).toMatchObject({ doctorId: DR_SEN, startMs: at('10:00', 7) });
  expect(any[0]?.found).toMatchObject({ doctorId: DR_DAS });
});

test('a rule that the visits break between them is named before anything is booked [RB2]', async () => {
  await makeRule({ kind: 'max-visits', of: 'patient', per: 'week', max: 2 });
  const daily = { unit: 'day' as const, every: 1, end: { kind: 'count' as const, count: 4 } };
  const found = await plan({ repetition: daily });
  expect(found.map(({ why }) => why)).toMatchObject([
    ...[null, null],
    { kind: 'against-rules', breaches: [{ name: 'House rule' }] },
    { kind: 'against-rules' },
  ]);
});

const cancelled = (appointmentId: string, also?: IntentInput<'cancel'>['also']) =>
  engine.ask('cancel', { appointmentId, reason: 'Better', by: 'patient', also });

test('one visit is cancelled alone, with those after it, or with all that are ahead [RB4]', async () => {
  const course = await booked('10:00');
  const ids = course.visits.map(({ appointmentId }) => appointmentId);
  const [first = '', second = '', ...rest] = ids;
  expect(await cancelled(second)).toMatchObject({ ok: true });
  expect(await daysOf(course.courseId)).toEqual([
    ...['2026-03-02 10:00 booked', '2026-03-09 10:00 cancelled'],
    ...['2026-03-16 10:00 booked', '2026-03-23 10:00 booked'],
  ]);
  // Others than were shown: nothing is done.
  const stale = { reach: 'ahead' as const, seen: ids };
  expect(await cancelled(first, stale)).toMatchObject({
    error: { kind: 'course-changed', count: 3 },
  });
  const following = { reach: 'following' as const, seen: rest };
  expect(await cancelled(rest[0] ?? '', following)).toMatchObject({ ok: true });
  expect((await daysOf(course.courseId)).filter((day) => day.endsWith('booked'))).toEqual([
    '2026-03-02 10:00 booked',
  ]);
});

test('what is over is not cancelled with what is ahead [RB4]', async () => {
  const course = await booked('10:00');
  const ids = course.visits.map(({ appointmentId }) => appointmentId);
  engine.clock.advance(8 * 24 * 60 * MINUTE_MS);
  const ahead = { reach: 'ahead' as const, seen: ids.slice(2) };
  expect(await cancelled(ids[3] ?? '', ahead)).toMatchObject({ ok: true });
  expect((await visitsOf(course.courseId)).map(({ status }) => status)).toEqual([
    ...['booked', 'booked', 'cancelled', 'cancelled'],
  ]);
});

test('a course is moved by as much, onto its own former times too, and back by one undo [RB4]', async () => {
  const course = await booked('10:00');
  const ids = course.visits.map(({ appointmentId }) => appointmentId);
  const also = { reach: 'ahead' as const, seen: ids };
  const move = (days: number, clock: string, id = engine.newId()) =>
    engine.ask('move', { appointmentId: ids[0] ?? '', ...timeAt(clock, days), also }, { id });
  const intentId = engine.newId();
  expect(await move(7, '10:00', intentId)).toMatchObject({ ok: true });
  const WEEK_LATER = ['2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30'];
  expect(await daysOf(course.courseId)).toEqual(WEEK_LATER.map((day) => `${day} 10:00 booked`));
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect((await daysOf(course.courseId))[0]).toBe('2026-03-02 10:00 booked');
  expect(await move(1, '11:15')).toMatchObject({ ok: true });
  expect((await daysOf(course.courseId)).at(-1)).toBe('2026-03-24 11:15 booked');
});

test('a course is moved whole or not at all, and which visit is in the way is said [RB4]', async () => {
  const course = await booked('10:00');
  const ids = course.visits.map(({ appointmentId }) => appointmentId);
  await engine.ask('book', aBooking(engine.newId(), '11:00', timeAt('11:00', 14)));
  const also = { reach: 'following' as const, seen: ids };
  const asked = { appointmentId: ids[0] ?? '', ...timeAt('11:00', 0), also };
  expect(await engine.ask('move', asked)).toMatchObject({
    error: { kind: 'course-refused', visits: [{ startMs: at('10:00', 14) }] },
  });
  expect((await daysOf(course.courseId)).every((day) => day.includes(' 10:00 '))).toBe(true);
});

const aPlan = (changes: Partial<PlanWish> = {}): PlanWish => ({
  ...{ branchId: SALT_LAKE, patientId: PATIENT, newPatient: null, emergency: false },
  fromMs: at('09:00'),
  parts: [
    { serviceId: CONSULTATION, doctorId: DR_DAS, minGapMin: 0, maxGapMin: 0 },
    { serviceId: CONSULTATION, doctorId: DR_SEN, minGapMin: 15, maxGapMin: 60 },
  ],
  ...changes,
});
const plans = (changes: Partial<PlanWish> = {}) =>
  planVisits(engine.store, ORGANISATION, aPlan(changes), {
    ...{ actor: admin, nowMs: engine.clock.nowMs() },
  });

test('the time that is held for whoever asks is among those that are found, and booked with its hold [MV1]', async () => {
  const holdId = engine.newId();
  const quarter = { startMs: at('09:00'), endMs: at('09:15') };
  const time = { branchId: SALT_LAKE, doctorId: DR_DAS, ...quarter };
  expect(await engine.ask('hold', { ...time, holdId })).toMatchObject({ ok: true });
  // For everybody else it is taken.
  expect((await plans())[0]?.[0]?.startMs).toBe(at('09:15'));
  const [first] = await plans({ holdId });
  expect(first?.[0]).toMatchObject(time);
  const visits = (first ?? []).map((visit) => ({ ...visit, appointmentId: engine.newId() }));
  const course = { ...aCourse('09:00', [], { visits }), holdId };
  expect(await engine.ask('book-course', course)).toMatchObject({ ok: true });
});

test('several services are found one after the other, and what was found is booked as one [MV1] [MV2]', async () => {
  // Dr. Sen has no time on Monday until 11:00.
  const off = { doctorId: DR_SEN, kind: 'surgery' as const, reason: '', affected: null };
  const away = { id: engine.newId(), startMs: at('09:00'), endMs: at('11:00') };
  await engine.ask('add-time-off', { ...off, times: [away] });
  const found = await plans();
  const [first] = found;
  expect(first?.map(({ startMs, doctorId }) => [startMs, doctorId])).toEqual([
    [at('09:45'), DR_DAS],
    [at('11:00'), DR_SEN],
  ]);
  expect(found.map(([visit]) => visit?.startMs)).toEqual([
    ...[at('09:45'), at('10:00'), at('09:00', 1), at('09:15', 1), at('09:00', 2), at('09:15', 2)],
  ]);
  const visits = (first ?? []).map((visit) => ({ ...visit, appointmentId: engine.newId() }));
  const course = aCourse('10:00', [], { visits });
  expect(await engine.ask('book-course', course)).toMatchObject({ ok: true });
  expect((await plans())[0]?.[0]?.startMs).toBe(at('10:00'));
  // Of what was found and is gone since, nothing is booked, and which one it was is said.
  const again = aCourse('10:00', [], {
    visits: visits.map((visit, i) => ({
      ...{ ...visit, appointmentId: engine.newId() },
      startMs: i === 0 ? at('10:00') : visit.startMs,
      endMs: i === 0 ? at('10:15') : visit.endMs,
    })),
  });
  expect(await engine.ask('book-course', again)).toMatchObject({
    error: { kind: 'course-refused', visits: [{ doctorId: DR_SEN, startMs: at('11:00') }] },
  });
  expect(await visitsOf(again.courseId)).toEqual([]);
});

test('of several doctors’ visits that move together, each stays with its own [RB4]', async () => {
  const visits = [
    { ...timeAt('09:00', 1), doctorId: DR_DAS },
    { ...timeAt('09:30', 1), doctorId: DR_SEN },
  ].map((time) => ({ ...time, serviceId: CONSULTATION, appointmentId: engine.newId() }));
  const course = aCourse('10:00', [], { visits });
  expect(await engine.ask('book-course', course)).toMatchObject({ ok: true });
  const [first = '', second = ''] = visits.map(({ appointmentId }) => appointmentId);
  const also = { reach: 'following' as const, seen: [first, second] };
  const to = { ...timeAt('10:00', 1), doctorId: DR_DAS };
  expect(await engine.ask('move', { appointmentId: first, ...to, also })).toMatchObject({
    ok: true,
  });
  expect((await visitsOf(course.courseId)).map((one) => [one.startMs, one.doctorId])).toEqual([
    [at('10:00', 1), DR_DAS],
    [at('10:30', 1), DR_SEN],
  ]);
});

test('of a plan nothing is found that a rule would refuse, nor a gap that was not wanted [MV1]', async () => {
  await makeRule({ kind: 'max-visits', of: 'patient', per: 'day', max: 1 });
  expect(await plans()).toEqual([]);
  const same = { serviceId: CONSULTATION, doctorId: DR_DAS, minGapMin: 0, maxGapMin: 0 };
  expect(await plans({ parts: [same, { ...same, minGapMin: 400, maxGapMin: 480 }] })).toEqual([]);
});
