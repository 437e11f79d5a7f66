import { expect, test } from 'vitest';
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
import { fc } from '../../../test/support/fast-check.ts';
import type { Suggestion } from '../../model/suggestion.ts';
import { loadSuggestions, type SuggestionsWish } from './load-suggestions.ts';

const DAY_MS = 86_400_000;
const LUNCH = [{ name: 'Lunch', startMin: 720, endMin: 750 }];

const aWish = (changes: Partial<SuggestionsWish> = {}): SuggestionsWish => ({
  ...{ branchId: SALT_LAKE, doctorId: null, serviceId: CONSULTATION, patientId: PATIENT },
  ...{ newPatient: null, appointmentId: null, urgent: false },
  ...{ fromMs: at('08:00'), untilMs: at('08:00', 14) },
  ...changes,
});

const suggest = (engine: TestEngine, wish: SuggestionsWish) =>
  engine.store.read((db) =>
    loadSuggestions(db, ORGANISATION, wish, { actor: admin, nowMs: engine.clock.nowMs() }),
  );

async function openClinic(): Promise<TestEngine> {
  const engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId(), { breaks: LUNCH }));
  return engine;
}

/** Other people have these times of Dr. Das. */
async function fill(engine: TestEngine, clocks: readonly string[], day = 0): Promise<void> {
  const other = engine.newId();
  await engine.ask('save-patient', aPatient(other, 'Asha Rao'));
  for (const clock of clocks) {
    const startMs = at(clock, day);
    const time = { startMs, endMs: startMs + 15 * 60_000, patientId: other };
    const outcome = await engine.ask('book', aBooking(engine.newId(), clock, time));
    expect(outcome).toMatchObject({ ok: true });
  }
}

const QUARTERS = ['00', '15', '30', '45'];
const clocksOf = (...hours: number[]): string[] =>
  hours.flatMap((hour) => QUARTERS.map((minute) => `${String(hour).padStart(2, '0')}:${minute}`));

test('11:45 is suggested because what is earlier is full and 12:00 is a break [SG1]', async () => {
  const engine = await openClinic();
  await fill(engine, clocksOf(9, 10, 11).slice(0, -1));
  const { times } = await suggest(engine, aWish());
  const first = times.find(({ startMs }) => startMs === at('11:45'));
  expect(first?.reasons.map(({ kind }) => kind)).toEqual([
    'next-free',
    'earlier-full',
    'before-break',
  ]);
  expect(first?.reasons.at(-1)).toEqual({
    ...{ kind: 'before-break', name: 'Lunch', startMs: at('12:00') },
  });
  await engine.close();
});

test('the usual doctor is worth some days of waiting, but not where it is urgent [SG2]', async () => {
  const engine = await openClinic();
  for (const day of [0, 1, 2]) {
    await engine.ask('book', aBooking(engine.newId(), '09:00', onDay('09:00', day)));
  }
  engine.clock.advance(3 * DAY_MS);
  await engine.ask('create-series', aSeries(engine.newId(), { doctorId: DR_SEN }));
  const away = { id: engine.newId(), startMs: at('00:00', 3), endMs: at('00:00', 5) };
  await engine.ask('add-time-off', {
    ...{ doctorId: DR_DAS, kind: 'leave', reason: '', times: [away], affected: null },
  });
  const wish = aWish({ fromMs: at('08:00', 3), untilMs: at('08:00', 17) });
  const calm = (await suggest(engine, wish)).times[0];
  expect(calm?.doctorId).toBe(DR_DAS);
  expect(calm?.reasons).toContainEqual({ kind: 'usual-doctor', visits: 3, of: 3 });
  const urgent = (await suggest(engine, { ...wish, urgent: true })).times[0];
  expect(urgent?.doctorId).toBe(DR_SEN);
  expect(urgent?.startMs).toBe(at('09:00', 3));
  await engine.close();
});

test('a doctor sees times of nobody else, and who is nobody yet gets times too [SG3]', async () => {
  const engine = await openClinic();
  await engine.ask('create-series', aSeries(engine.newId(), { doctorId: DR_SEN }));
  const newPatient = { birthDate: '2001-01-01', sex: 'male' as const };
  const wish = aWish({ patientId: null, newPatient });
  const own = await engine.store.read((db) =>
    loadSuggestions(db, ORGANISATION, wish, {
      ...{ nowMs: engine.clock.nowMs() },
      actor: { ...admin, role: 'doctor', doctorId: DR_SEN },
    }),
  );
  expect(own.times.length).toBeGreaterThan(0);
  expect(own.times.every(({ doctorId }) => doctorId === DR_SEN)).toBe(true);
  expect((await suggest(engine, wish)).times).toHaveLength(6);
  await engine.close();
});

const onDay = (clock: string, day: number) => ({
  startMs: at(clock, day),
  endMs: at(clock, day) + 15 * 60_000,
});

const RULES = [
  { kind: 'max-visits', of: 'doctor', per: 'day', max: 5 },
  { kind: 'max-visits', of: 'patient', per: 'week', max: 2 },
  { kind: 'min-gap', minutes: 30 },
  { kind: 'notice', minutes: 1500 },
  { kind: 'horizon', days: 5 },
  { kind: 'same-day-until', minuteOfDay: 400 },
  { kind: 'new-patient-slots', tag: 'First' },
  { kind: 'age', minYears: 50, maxYears: null },
] as const;

/** A book at random: who is booked, away, limited, and what the clinic demands. */
const aBook = fc.record({
  taken: fc.uniqueArray(fc.tuple(fc.nat(4), fc.nat(15)), {
    maxLength: 24,
    selector: ([day, slot]) => `${day} ${slot}`,
  }),
  awayDay: fc.option(fc.nat(4)),
  closedDay: fc.option(fc.nat(4)),
  rules: fc.subarray([...RULES], { maxLength: 3 }),
  perDay: fc.option(fc.integer({ min: 1, max: 6 })),
  buffer: fc.constantFrom(0, 10, 30),
  mark: fc.constantFrom(null, 'walk-in-only', 'emergency', 'own', 'First'),
  capacity: fc.constantFrom(1, 1, 2),
});
type RandomBook = typeof aBook extends fc.Arbitrary<infer B> ? B : never;

async function lay(engine: TestEngine, book: RandomBook): Promise<void> {
  const { mark, buffer, capacity } = book;
  const effect = mark === null || mark === 'First' ? 'none' : mark;
  const tags = mark === null ? [] : [mark];
  if (mark !== null) {
    const details = { hue: 'grey' as const, effect, releaseMin: null, active: true };
    await engine.ask('save-tag', { id: engine.newId(), name: mark, ...details } as never);
  }
  const service = { id: CONSULTATION, name: 'Consultation', durationMin: 15, hue: 'green' };
  await engine.ask('save-service', {
    ...{ ...service, icon: null, overrides: [], active: true },
    ...{ beforeMin: 0, afterMin: buffer },
  } as never);
  const series = { rule: `${EVERY_WORKDAY};COUNT=5`, breaks: LUNCH, capacity };
  await engine.ask('create-series', aSeries(engine.newId(), series));
  const later = { startMin: 900, endMin: 1020, tags, doctorId: DR_SEN, breaks: [] };
  await engine.ask('create-series', aSeries(engine.newId(), { ...series, ...later }));
  for (const [day, slot] of book.taken) {
    const clock = clocksOf(9, 10, 11, 12)[slot] ?? '09:00';
    await engine.ask('book', aBooking(engine.newId(), clock, onDay(clock, day)));
  }
  await forbid(engine, book);
}

async function forbid(engine: TestEngine, book: RandomBook): Promise<void> {
  for (const demand of book.rules) {
    await engine.ask('save-rule', {
      ...{ id: engine.newId(), name: demand.kind, demand, effect: 'reason', active: true },
      ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
    } as never);
  }
  if (book.awayDay !== null) {
    const times = [
      { id: engine.newId(), startMs: at('10:00', book.awayDay), endMs: at('12:30', book.awayDay) },
    ];
    await engine.ask('add-time-off', {
      ...{ doctorId: DR_DAS, kind: 'leave', reason: '', times, affected: 'displace' },
    });
  }
  if (book.closedDay !== null) {
    const days = [{ id: engine.newId(), day: `2026-03-0${2 + book.closedDay}`, name: 'Holi' }];
    await engine.ask('add-closure', { branchId: SALT_LAKE, days, affected: 'displace' });
  }
  if (book.perDay !== null) {
    await engine.ask('set-daily-limit', { doctorId: DR_DAS, perDay: book.perDay, shares: [] });
  }
}

test('nothing is suggested that booking would refuse, and of what can be booked something is [SG4]', async () => {
  let suggested = 0;
  await fc.assert(
    fc.asyncProperty(aBook, async (book) => {
      const engine = await openTestEngine();
      await setUpClinic(engine);
      await lay(engine, book);
      const { times } = await suggest(engine, aWish());
      suggested += times.length;
      for (const time of times) {
        const id = engine.newId();
        const { startMs, endMs, doctorId } = time;
        const wish = aBooking(engine.newId(), '09:00', { startMs, endMs, doctorId });
        expect(await engine.ask('book', wish, { id })).toMatchObject({ ok: true });
        expect(await engine.ask('undo', { intentId: id })).toMatchObject({ ok: true });
      }
      if (times.length === 0) await expectNothing(engine, book);
      await engine.close();
    }),
    { numRuns: 25 },
  );
  expect(suggested).toBeGreaterThan(20);
}, 120_000);

test.each([
  ['warn', true],
  ['reason', true],
  ['manager', true],
  ['refuse', false],
] as const)(
  'whoever stays away, under a rule that says "%s", is suggested times: %s [SG4]',
  async (effect, some) => {
    const engine = await openClinic();
    const rule = {
      ...{ id: engine.newId(), name: 'Often away', effect, active: true },
      demand: { kind: 'missed' as const, missed: 1, of: 3 },
      ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
    };
    expect(await engine.ask('save-rule', rule)).toMatchObject({ ok: true });
    const missed = engine.newId();
    await engine.ask('book', aBooking(missed, '09:00'));
    engine.clock.advance(2 * 3_600_000);
    const noShow = { appointmentId: missed, status: 'no-show' as const };
    expect(await engine.ask('set-status', noShow)).toMatchObject({ ok: true });
    const { times } = await suggest(engine, aWish());
    expect(times.length > 0).toBe(some);
    await engine.close();
  },
);

/**
 * Every quarter of an hour in which somebody works is refused. Times for those who walk in are booked
 * today, and offered to nobody [MK3].
 */
async function expectNothing(engine: TestEngine, { mark }: RandomBook): Promise<void> {
  for (let day = 0; day < 5; day += 1) {
    for (const doctorId of [DR_DAS, DR_SEN]) {
      if (doctorId === DR_SEN && mark === 'walk-in-only') continue;
      const hours = doctorId === DR_DAS ? [9, 10, 11, 12] : [15, 16];
      for (const clock of clocksOf(...hours)) {
        const wish = aBooking(engine.newId(), clock, { doctorId, ...onDay(clock, day) });
        const outcome = await engine.ask('book', wish);
        // A patient is nowhere twice; booking leaves that to whoever books.
        const id = outcome.ok ? outcome.value.recordId : null;
        expect(id === null || (await isTwice(engine, onDay(clock, day)))).toBe(true);
      }
    }
  }
}

async function isTwice(
  engine: TestEngine,
  time: { startMs: number; endMs: number },
): Promise<boolean> {
  const rows = await engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select('id')
      .where('patientId', '=', PATIENT)
      .where('startMs', '<', time.endMs)
      .where('endMs', '>', time.startMs)
      .execute(),
  );
  return rows.length > 1;
}

test('times that come are told with how the hours are used [SG5]', async () => {
  const engine = await openClinic();
  await fill(engine, clocksOf(9));
  await fill(engine, clocksOf(9, 10), 7);
  const { hours, times } = await suggest(engine, aWish());
  expect(hours.find(({ weekday, hour }) => weekday === 1 && hour === 9)?.percent).toBe(100);
  expect(hours.find(({ weekday, hour }) => weekday === 1 && hour === 10)?.percent).toBe(50);
  expect(hours.find(({ weekday, hour }) => weekday === 2 && hour === 10)?.percent).toBe(0);
  const quiet = (time: Suggestion) => time.reasons.find(({ kind }) => kind === 'quiet-hour');
  expect(times.some(quiet)).toBe(true);
  await engine.close();
});
