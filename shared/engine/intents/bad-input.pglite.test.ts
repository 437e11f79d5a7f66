import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  at,
  DR_DAS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import { parseIntent } from './execute-intent.ts';

// What every form may be given, by a desk that checks nothing: each gets a clear answer, and changes nothing.

const TEN_YEARS_DAYS = 3653;
const SERIES = '00000000-0000-7000-8000-0000000000f1';
const NEW = '00000000-0000-7000-8000-0000000000c1';
const TEMPLATE = '00000000-0000-7000-8000-0000000000c2';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  expect(await engine.ask('create-series', aSeries(SERIES))).toMatchObject({ ok: true });
  const piece = { day: 0, startMin: 540, endMin: 780, slotMin: 15, capacity: 1, tags: [] };
  const template = { id: TEMPLATE, name: 'A day', branchId: null, version: 0 };
  expect(
    await engine.ask('save-template', { ...template, lengthDays: 1, pieces: [piece] }),
  ).toMatchObject({ ok: true });
});
afterAll(() => engine.close());

const auditNo = async (): Promise<number | undefined> => (await engine.loadBook())?.auditNo;

const session = (
  from: number,
  until: number,
  changes: Partial<IntentInput<'create-session'>> = {},
): IntentInput<'create-session'> => ({
  ...{ id: NEW, branchId: SALT_LAKE, doctorId: DR_DAS, startMs: from, endMs: until },
  ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false, ...changes },
});

const away = (startMs: number, endMs: number): IntentInput<'add-time-off'> => ({
  ...{ doctorId: DR_DAS, kind: 'leave', reason: '', affected: null },
  times: [{ id: NEW, startMs, endMs }],
});

const closed = (...days: readonly string[]): IntentInput<'add-closure'> => ({
  ...{ branchId: SALT_LAKE, affected: null },
  days: days.map((day) => ({ id: NEW, day, name: 'Closed' })),
});

const applied = (
  firstDay: string,
  lastDay: string,
  rule: string | null = null,
): IntentInput<'apply-template'> => ({
  ...{ source: { kind: 'template', templateId: TEMPLATE }, branchId: SALT_LAKE, doctorId: DR_DAS },
  ...{ firstDay, lastDay, rule, way: 'add', requestOverlap: false, affected: null },
});

const many = (firstDay: string, lastDay: string): IntentInput<'change-many-sessions'> => ({
  choice: {
    ...{ doctorIds: [], branchId: null, weekdays: [], tag: null, slotMin: null },
    ...{ fromMin: 0, untilMin: 1440, firstDay, lastDay },
  },
  ...{ to: null, newIdsFrom: NEW, requestOverlap: false, seen: NEW, affected: null },
});

const branch = (timeZone: string, opensMin = 450, closesMin = 1140) => ({
  ...{ id: NEW, name: 'North', timeZone, opensMin, closesMin },
});

const rotation = (anchorDay: string, weeks: readonly (string | null)[]) => ({
  ...{ id: NEW, name: 'In turn', branchId: null, version: 0, anchorDay, weeks: [...weeks] },
});

const hold = (startMs: number, endMs: number) => ({
  ...{ holdId: NEW, branchId: SALT_LAKE, doctorId: DR_DAS, startMs, endMs },
});

const NINE = at('09:00');
const TEN = at('10:00');
const LATER = at('10:00', TEN_YEARS_DAYS);
const rule = (text: string) => aSeries(NEW, { rule: text, startMin: 840, endMin: 900 });

/** Of each form: what is wrong, what it is given, and what it answers. */
const BAD = [
  ['a session of no length', 'create-session', session(NINE, NINE), 'empty-range'],
  ['a session that ends before it begins', 'create-session', session(TEN, NINE), 'empty-range'],
  ['a session of ten years', 'create-session', session(at('19:00'), LATER), 'session-too-long'],
  [
    'a session of slots of no length',
    'create-session',
    session(NINE, TEN, { slotMin: 0 }),
    'malformed',
  ],
  ['a time that is no number', 'create-session', session(Number.NaN, TEN), 'malformed'],
  [
    'a series from a day that there is not',
    'create-series',
    { ...rule('FREQ=DAILY'), firstDay: '2026-02-30' },
    'bad-rule',
  ],
  ['a series that comes every second', 'create-series', rule('FREQ=SECONDLY'), 'bad-rule'],
  [
    'a series with two ends',
    'create-series',
    rule('FREQ=DAILY;COUNT=3;UNTIL=20260401'),
    'bad-rule',
  ],
  [
    'a series on the 30th of February',
    'create-series',
    rule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'),
    'bad-rule',
  ],
  ['a series that is no rule', 'create-series', rule('every now and then'), 'bad-rule'],
  [
    'a series of backward hours',
    'create-series',
    { ...rule('FREQ=DAILY'), startMin: 900, endMin: 840 },
    'empty-range',
  ],
  ['an absence of no length', 'add-time-off', away(NINE, NINE), 'empty-range'],
  ['an absence that ends before it begins', 'add-time-off', away(TEN, NINE), 'empty-range'],
  ['a closure on a day that there is not', 'add-closure', closed('2026-02-30'), 'malformed'],
  [
    'ten years of closed days',
    'add-closure',
    closed(...Array.from({ length: TEN_YEARS_DAYS }, () => '2026-03-09')),
    'malformed',
  ],
  ['a template for ten years', 'apply-template', applied('2026-03-02', '2036-03-02'), 'too-many'],
  [
    'a template from a day to one before it',
    'apply-template',
    applied('2026-03-09', '2026-03-02'),
    'empty-range',
  ],
  [
    'a template on days of no rule',
    'apply-template',
    applied('2026-03-02', '2026-03-09', 'FREQ=NEVER'),
    'bad-rule',
  ],
  ['a change of ten years', 'change-many-sessions', many('2026-03-02', '2036-03-02'), 'too-many'],
  [
    'a change from a day to one before it',
    'change-many-sessions',
    many('2026-03-09', '2026-03-02'),
    'empty-range',
  ],
  [
    'a rotation from a day that there is not',
    'save-rotation',
    rotation('2026-13-01', [TEMPLATE, null]),
    'malformed',
  ],
  [
    'a rotation of ten years of weeks',
    'save-rotation',
    rotation(
      '2026-03-02',
      Array.from({ length: 522 }, () => TEMPLATE),
    ),
    'malformed',
  ],
  [
    'a branch in a zone that there is not',
    'save-branch',
    branch('Mars/Olympus'),
    'unknown-time-zone',
  ],
  [
    'a branch that closes before it opens',
    'save-branch',
    branch('Asia/Kolkata', 1140, 450),
    'empty-range',
  ],
  ['a visit of no length', 'book', aBooking(NEW, '09:00', { endMs: NINE }), 'empty-range'],
  [
    'a visit that ends before it begins',
    'book',
    aBooking(NEW, '10:00', { endMs: NINE }),
    'empty-range',
  ],
  ['a visit of ten years', 'book', aBooking(NEW, '09:00', { endMs: LATER }), 'longer-than-a-day'],
  ['a hold of ten years', 'hold', hold(NINE, LATER), 'longer-than-a-day'],
  ['a hold that ends before it begins', 'hold', hold(TEN, NINE), 'empty-range'],
] as const;

test.each(BAD)(
  '%s is refused, and changes nothing [IN2] [IN4]',
  async (_, kind, input, expected) => {
    const before = await auditNo();
    const intent = { id: engine.newId(), kind, input, atMs: engine.clock.nowMs() };
    const parsed = parseIntent(intent);
    const outcome = parsed.ok ? await engine.ask(kind, parsed.value.input as never) : parsed;
    expect(outcome.ok ? 'done' : outcome.error.kind).toBe(expected);
    expect(await auditNo()).toBe(before);
  },
);

test.each([
  ['session', 'create-session', session(at('19:00', 2), at('20:00', 2))],
  ['series', 'create-series', { ...rule('FREQ=DAILY;COUNT=2'), startMin: 1080, endMin: 1110 }],
  ['absence', 'add-time-off', away(at('20:00'), at('21:00'))],
  ['visit', 'book', aBooking(NEW, '09:15')],
] as const)('a new %s takes nothing of another that has its id [IN4]', async (_, kind, input) => {
  const made = JSON.parse(JSON.stringify(input).replaceAll(NEW, engine.newId()));
  expect(await engine.ask(kind, made)).toMatchObject({ ok: true });
  const before = await auditNo();
  expect(await engine.ask(kind, made)).toMatchObject({
    error: { kind: 'changed-since' },
  });
  expect(await auditNo()).toBe(before);
});
