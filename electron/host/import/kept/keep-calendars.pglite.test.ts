import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepCalendar } from '../../../../shared/engine/import/kept-calendars.ts';
import type { Actor } from '../../../../shared/model/user.ts';
import type { AnswerOf } from '../../../../shared/wire/desk/answers.ts';
import type { CalendarMapping } from '../../../../shared/wire/desk/import-calendar.ts';
import { KEPT_CALENDARS_MAX } from '../../../../shared/wire/desk/import-choices.ts';
import type { KeptCalendar } from '../../../../shared/wire/desk/kept-calendar.ts';
import {
  type CalendarServer,
  openCalendarServer,
  serving,
  status,
} from '../../../../test/support/calendar-server.ts';
import {
  aBooking,
  admin,
  aSeries,
  at,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../../test/support/engine.ts';
import { importing } from '../../../../test/support/importing.ts';
import { aCalendar, anEvent } from '../../../../test/support/read-ics.ts';
import { createTestTimers, settle, type TestTimers } from '../../../../test/support/test-timers.ts';
import type { ImportAsk, ImportJobs } from '../../desk/import-jobs.ts';
import { createImportJobs } from '../create-import-jobs.ts';

let engine: TestEngine;
let server: CalendarServer;
let folder: string;
let timers: TestTimers;
let jobs: ImportJobs;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  server = await openCalendarServer();
  folder = fs.mkdtempSync(join(tmpdir(), 'daybook-kept-'));
  timers = createTestTimers(engine.clock);
  jobs = createImportJobs(importing(engine, folder, timers));
});
afterEach(async () => {
  await jobs.close();
  await server[Symbol.asyncDispose]();
  await engine.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const MINUTE_MS = 60_000;
const KEEP = { name: 'Das, private', everyMin: 60 } as const;
const MAPPING: CalendarMapping = {
  ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_DAS, become: 'time-off' },
  ...{ firstDay: '2026-03-02', lastDay: '2026-05-31', removesGone: true },
  ...{ timeOffKind: 'leave', keepsTitles: false, affected: null, slotMin: 20 },
};
/** Ten o'clock of a day of March, for an hour. */
const event = (day: number, uid = `day-${day}`, hour = 10): string =>
  anEvent(
    `UID:${uid}`,
    `DTSTART;TZID=Asia/Kolkata:202603${String(day).padStart(2, '0')}T${hour}0000`,
    'DURATION:PT1H',
  );

const askAs = <A extends ImportAsk>(actor: Actor, asked: A) =>
  jobs.answer(actor, asked, () => undefined) as Promise<AnswerOf<A>>;
const ask = <A extends ImportAsk>(asked: A) => askAs(admin, asked);

/** Fetches, checks and keeps the calendar of the server; gives its id. */
async function keep(mapping = MAPPING, everyMin: 60 | 1440 = 60): Promise<string> {
  const importId = engine.newId();
  const source = { address: server.url(), isNear: true };
  const answers = [
    await ask({ kind: 'import-fetch', importId, source }),
    await ask({ kind: 'import-dry-run', importId, mapping }),
    await ask({ kind: 'import-apply', importId, keep: { ...KEEP, everyMin } }),
  ];
  for (const answer of answers) if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return importId;
}

async function kept(): Promise<KeptCalendar | undefined> {
  return (await ask({ kind: 'import-kept' }))?.[0];
}

const starts = (table: 'timeOff' | 'session' = 'timeOff') =>
  engine.store.read(async (db) => {
    const rows = await db.kysely
      .selectFrom(table)
      .select('startMs')
      .where('deleted', '=', false)
      .orderBy('startMs')
      .execute();
    return rows.map(({ startMs }) => startMs);
  });

/** Lets time pass until the calendar was asked for once more, and what came of it is written. */
async function passUntilRead(): Promise<KeptCalendar> {
  const before = server.asked.length;
  const { outcome, nextMs } = (await kept()) ?? {};
  const was = outcome?.atMs;
  await timers.pass(Math.max(0, (nextMs ?? 0) - engine.clock.nowMs() - MINUTE_MS));
  for (let n = 0; n < 30; n += 1) {
    await idle();
    await timers.pass(MINUTE_MS);
    await idle();
    if (server.asked.length > before && (await kept())?.outcome?.atMs !== was) break;
  }
  const now = await kept();
  if (!now) throw new Error('No calendar is kept.');
  return now;
}
/** The book has answered everything that was asked of it. */
const idle = async (): Promise<void> => {
  await settle();
  await ask({ kind: 'import-kept-pause', keptId: engine.newId(), isPaused: true });
};

test('a calendar is fetched, looked at and then kept up with: what is new, changed and gone follows [CS1] [CS2]', async () => {
  server.answer(serving(aCalendar(event(3), event(4)), { etag: '"1"' }));
  await keep();
  expect(await starts()).toEqual([at('10:00', 1), at('10:00', 2)]);
  expect(await kept()).toMatchObject({
    ...{ name: 'Das, private', place: `127.0.0.1:${server.port}`, everyMin: 60, isPaused: false },
    ...{ readMs: engine.clock.nowMs(), outcome: { kind: 'read', added: 2, removed: 0 } },
  });

  server.answer(serving(aCalendar(event(3, 'day-3', 12), event(5)), { etag: '"2"' }));
  const startedMs = engine.clock.nowMs();
  const read = await passUntilRead();
  const minutes = (engine.clock.nowMs() - startedMs) / MINUTE_MS;
  expect(minutes).toBeGreaterThan(53);
  expect(minutes).toBeLessThan(70);
  expect(server.asked.at(-1)?.headers['if-none-match']).toBe('"1"');
  expect(read.outcome).toMatchObject({ kind: 'read', added: 1, changed: 1, removed: 1 });
  expect(await starts()).toEqual([at('12:00', 1), at('10:00', 3)]);

  server.answer(status(304));
  expect((await passUntilRead()).outcome).toMatchObject({ kind: 'read', added: 0, changed: 0 });
  expect(await starts()).toEqual([at('12:00', 1), at('10:00', 3)]);
});

test('as days go by, what repeats is followed further; what is over stays [CS2]', async () => {
  const daily = anEvent(
    ...['UID:daily', 'DTSTART;TZID=Asia/Kolkata:20260302T100000', 'DURATION:PT1H'],
    'RRULE:FREQ=DAILY',
  );
  server.answer(serving(aCalendar(daily), { etag: '"1"' }));
  await keep({ ...MAPPING, lastDay: '2026-03-04' }, 1440);
  expect(await starts()).toEqual([0, 1, 2].map((day) => at('10:00', day)));
  await timers.pass(60 * MINUTE_MS);
  await passUntilRead();
  // It was another day: nobody asks whether the calendar is the same.
  expect(server.asked.at(-1)?.headers['if-none-match']).toBeUndefined();
  expect(await starts()).toEqual([0, 1, 2, 3].map((day) => at('10:00', day)));
  server.answer(serving(aCalendar(event(5))));
  await passUntilRead();
  // Whatever the calendar says of it now, what was yesterday was so.
  expect(await starts()).toEqual([0, 1, 3].map((day) => at('10:00', day)));
});

test('a server that fails is asked ever less often, everything stays as it was, and it is told why [CS4]', async () => {
  server.answer(serving(aCalendar(event(3))));
  const keptId = await keep();
  server.answer(status(500));
  const waits: number[] = [];
  for (let n = 0; n < 9; n += 1) {
    const { outcome, nextMs } = await passUntilRead();
    expect(outcome).toMatchObject({
      ...{ kind: 'failed', why: { kind: 'address-trouble', why: 'server-trouble', status: 500 } },
    });
    waits.push(((nextMs ?? 0) - (outcome?.atMs ?? 0)) / MINUTE_MS);
  }
  for (const [n, wait] of waits.entries()) {
    const whole = Math.min(720, 5 * 2 ** n);
    expect(wait).toBeLessThanOrEqual(whole);
    expect(wait).toBeGreaterThan(whole * 0.7);
  }
  expect(await starts()).toEqual([at('10:00', 1)]);
  server.answer(serving(aCalendar(event(3), event(6))));
  expect(await ask({ kind: 'import-kept-read', keptId })).toMatchObject({ ok: true });
  expect((await kept())?.outcome).toMatchObject({ kind: 'read' });
});

test('a page, nothing, half a calendar or letters of another kind cost nothing that was there [CS4]', async () => {
  server.answer(serving(aCalendar(event(3))));
  const keptId = await keep({ ...MAPPING, keepsTitles: true });
  const whyAfter = async (text: string): Promise<unknown> => {
    server.answer(serving(text));
    const answer = await ask({ kind: 'import-kept-read', keptId });
    return answer.ok ? null : answer.error;
  };
  const noCalendar = { kind: 'address-trouble', why: 'no-calendar' };
  expect(await whyAfter('<!doctype html><title>Sign in</title>')).toMatchObject(noCalendar);
  expect(await whyAfter('')).toMatchObject(noCalendar);
  expect(await whyAfter(aCalendar(event(3)).slice(0, -20))).toMatchObject({
    kind: 'not-a-calendar',
  });
  expect(await starts()).toEqual([at('10:00', 1)]);
  const odd = aCalendar(event(3).replace('DTSTAMP', 'SUMMARY:Café\r\nDTSTAMP'));
  server.answer(serving(Buffer.from(odd, 'latin1')));
  expect(await ask({ kind: 'import-kept-read', keptId })).toMatchObject({ ok: true });
  const reason = await engine.store.read((db) =>
    db.kysely.selectFrom('timeOff').select('reason').executeTakeFirst(),
  );
  expect(reason?.reason).toBe('Café');
});

test('a calendar that is gone for good is not asked for again by itself [CS4]', async () => {
  server.answer(serving(aCalendar(event(3))));
  await keep();
  server.answer(status(410));
  expect(await passUntilRead()).toMatchObject({
    ...{ isPaused: true, nextMs: null, outcome: { why: { why: 'gone' } } },
  });
  const asked = server.asked.length;
  await timers.pass(24 * 60 * MINUTE_MS);
  expect(server.asked.length).toBe(asked);
  expect(await starts()).toEqual([at('10:00', 1)]);
});

test('who is booked in a time that is newly taken loses it, stands among the conflicts, and is told of [CS5]', async () => {
  await engine.ask('create-series', aSeries(engine.newId()));
  const booked = engine.newId();
  const time = { startMs: at('10:15', 1), endMs: at('10:30', 1) };
  await engine.ask('book', aBooking(booked, '10:15', time));
  server.answer(serving(aCalendar(event(10))));
  const keptId = await keep();
  server.answer(serving(aCalendar(event(10), event(3))));
  expect((await passUntilRead()).outcome).toMatchObject({ kind: 'read', added: 1, affected: 1 });
  const look = () =>
    engine.store.read(async (db) => ({
      visit: await db.kysely.selectFrom('appointment').select('status').executeTakeFirst(),
      claim: await db.kysely.selectFrom('claim').select('verdict').executeTakeFirst(),
      conflict: await db.kysely.selectFrom('conflict').select(['recordId', 'state']).execute(),
    }));
  expect(await look()).toEqual({
    ...{ visit: { status: 'booked' }, claim: { verdict: 'displaced' } },
    conflict: [{ recordId: booked, state: 'open' }],
  });
  server.answer(serving(aCalendar(event(10))));
  await ask({ kind: 'import-kept-read', keptId });
  expect((await look()).claim).toEqual({ verdict: 'active' });
});

test('one that is paused is read when it goes on; one that is removed leaves what it brought, or takes it along [CS6]', async () => {
  server.answer(serving(aCalendar(event(3), event(4))));
  const first = await keep();
  await ask({ kind: 'import-kept-pause', keptId: first, isPaused: true });
  const asked = server.asked.length;
  await timers.pass(5 * 60 * MINUTE_MS);
  expect(server.asked.length).toBe(asked);
  expect(await kept()).toMatchObject({ isPaused: true, nextMs: null });
  server.answer(serving(aCalendar(event(4), event(5))));
  await ask({ kind: 'import-kept-pause', keptId: first, isPaused: false });
  await passUntilRead();
  expect(await starts()).toEqual([at('10:00', 2), at('10:00', 3)]);
  const removed = { kind: 'import-kept-remove', keptId: first } as const;
  expect(await ask({ ...removed, takesBack: false })).toEqual({ ok: true, value: { stays: 0 } });
  expect(await kept()).toBeUndefined();
  expect(await starts()).toEqual([at('10:00', 2), at('10:00', 3)]);
  // The same events of the same doctor are the same times, whoever brings them.
  const second = await keep();
  const back = { kind: 'import-kept-remove', keptId: second, takesBack: true } as const;
  expect(await ask(back)).toEqual({ ok: true, value: { stays: 0 } });
  expect(await starts()).toEqual([]);
  expect(await ask(back)).toEqual({ ok: false, error: { kind: 'unknown-calendar' } });
});

test('working time follows too; sessions in which somebody is booked stay, and are told of [CS2] [CS6]', async () => {
  server.answer(serving(aCalendar(event(3), event(4))));
  const keptId = await keep({ ...MAPPING, become: 'sessions' });
  const time = { startMs: at('10:20', 1), endMs: at('10:40', 1) };
  await engine.ask('book', aBooking(engine.newId(), '10:20', time));
  server.answer(serving(aCalendar(event(5))));
  expect((await passUntilRead()).outcome).toMatchObject({ added: 1, removed: 1, leftOut: 1 });
  expect(await starts('session')).toEqual([at('10:00', 1), at('10:00', 3)]);
  const gone = await ask({ kind: 'import-kept-remove', keptId, takesBack: true });
  expect(gone).toEqual({ ok: true, value: { stays: 1 } });
  expect(await starts('session')).toEqual([at('10:00', 1)]);
});

test('it is looked at again, and kept in another way, but for whose it is and what it becomes [CS1]', async () => {
  server.answer(serving(aCalendar(event(3))));
  const keptId = await keep();
  const importId = engine.newId();
  const again = { kind: 'import-fetch', importId, source: { keptId } } as const;
  const apply = { kind: 'import-apply', importId, keep: { name: 'Das', everyMin: 15 } } as const;
  const check = (mapping: CalendarMapping) => ask({ kind: 'import-dry-run', importId, mapping });
  expect(await ask(again)).toMatchObject({ ok: true });
  expect(await check({ ...MAPPING, doctorId: DR_SEN })).toMatchObject({ ok: true });
  expect(await ask(apply)).toMatchObject({ ok: false, error: { kind: 'kept-for-another' } });
  expect(await check({ ...MAPPING, timeOffKind: 'conference' })).toMatchObject({
    value: { calendar: { added: 0, changed: 1 } },
  });
  expect(await ask(apply)).toMatchObject({ ok: true });
  expect(await kept()).toMatchObject({ id: keptId, name: 'Das', everyMin: 15 });
  // It is no file: nothing of it is among the imports, where a whole file is taken back.
  expect(await ask({ kind: 'imports' })).toEqual([]);
});

test('whoever may not import has none kept; a network of the clinic’s own is for administrators to allow [CS3] [CS7]', async () => {
  server.answer(serving(aCalendar(event(3))));
  const keptId = await keep();
  const desk: Actor = { ...admin, role: 'front-desk' };
  const elsewhere: Actor = { ...admin, role: 'manager', branchIds: [PARK_STREET] };
  expect(await askAs(desk, { kind: 'import-kept' })).toBeNull();
  expect(await askAs(elsewhere, { kind: 'import-kept' })).toEqual([]);
  const refused = { ok: false, error: { kind: 'not-permitted' } };
  for (const actor of [desk, elsewhere]) {
    expect(await askAs(actor, { kind: 'import-kept-read', keptId })).toEqual(refused);
    const removal = { kind: 'import-kept-remove', keptId, takesBack: true } as const;
    expect(await askAs(actor, removal)).toEqual(refused);
  }
  const manager: Actor = { ...admin, role: 'manager' };
  const fetchAs = (actor: Actor, isNear: boolean) => {
    const source = { address: server.url(), isNear };
    return askAs(actor, { kind: 'import-fetch', importId: engine.newId(), source });
  };
  expect(await fetchAs(manager, true)).toEqual(refused);
  expect(await fetchAs(manager, false)).toMatchObject({ error: { why: 'not-allowed-here' } });
  expect(await fetchAs(desk, false)).toEqual(refused);
});

test('the address is in the book, and neither in what a desk is told nor in the trail [CS7]', async () => {
  server.answer(serving(aCalendar(event(3))));
  const keptId = await keep();
  server.answer(status(404));
  await ask({ kind: 'import-kept-read', keptId });
  await ask({ kind: 'import-kept-pause', keptId, isPaused: true });
  const told = JSON.stringify(await kept());
  await ask({ kind: 'import-kept-remove', keptId, takesBack: true });
  const { trail, waiting } = await engine.store.read(async (db) => ({
    trail: await db.kysely.selectFrom('audit').selectAll().execute(),
    waiting: await db.kysely.selectFrom('dirty').selectAll().execute(),
  }));
  expect(trail.map(({ intentKind }) => intentKind)).toEqual(
    expect.arrayContaining(['keep-calendar', 'pause-calendar', 'drop-calendar']),
  );
  for (const text of [told, JSON.stringify(trail), JSON.stringify(waiting)]) {
    expect(text).not.toContain('a1b2c3');
  }
  expect(fs.existsSync(join(folder, 'imports')) && fs.readdirSync(join(folder, 'imports'))).toEqual(
    [],
  );
});

test('working time against what was agreed is not taken by itself, but by whoever looks at it and accepts it [CS5]', async () => {
  server.answer(serving(aCalendar(event(3))));
  const keptId = await keep({ ...MAPPING, become: 'sessions' });
  const saved = await engine.ask('save-doctor', {
    ...{ id: DR_DAS, name: 'Priya Das', speciality: 'ENT', kind: 'part-time', active: true },
    branchIds: [SALT_LAKE],
    agreement: { dayMin: null, weekMin: 60, fromDay: null, untilDay: null, places: [] },
  });
  expect(saved).toMatchObject({ ok: true });
  server.answer(serving(aCalendar(event(3), event(4))));
  expect((await passUntilRead()).outcome).toMatchObject({
    ...{ kind: 'failed', why: { kind: 'against-agreement', count: 1 } },
  });
  expect(await starts('session')).toEqual([at('10:00', 1)]);
  const importId = engine.newId();
  await ask({ kind: 'import-fetch', importId, source: { keptId } });
  const mapping = { ...MAPPING, become: 'sessions' } as const;
  await ask({ kind: 'import-dry-run', importId, mapping });
  const apply = { kind: 'import-apply', importId, keep: KEEP } as const;
  expect(await ask(apply)).toMatchObject({ error: { kind: 'against-agreement' } });
  await ask({ kind: 'import-dry-run', importId, mapping });
  const accepts = { kinds: ['week-hours' as const], reason: 'Holiday cover' };
  expect(await ask({ ...apply, accepts })).toMatchObject({ ok: true });
  expect(await starts('session')).toEqual([at('10:00', 1), at('10:00', 2)]);
});

test('one that was removed while somebody looked at it is not kept again, and no more are kept than are read [CS1] [CS8]', async () => {
  server.answer(serving(aCalendar(event(3))));
  const keptId = await keep();
  const looked = engine.newId();
  await ask({ kind: 'import-fetch', importId: looked, source: { keptId } });
  await ask({ kind: 'import-dry-run', importId: looked, mapping: MAPPING });
  await ask({ kind: 'import-kept-remove', keptId, takesBack: true });
  expect(await ask({ kind: 'import-apply', importId: looked, keep: KEEP })).toEqual({
    ok: false,
    error: { kind: 'unknown-calendar' },
  });
  expect(await ask({ kind: 'import-kept' })).toEqual([]);
  expect(await starts()).toEqual([]);
  await keepMany(KEPT_CALENDARS_MAX - 1);
  const source = { address: server.url(), isNear: true };
  const both = [engine.newId(), engine.newId()];
  for (const importId of both) {
    await ask({ kind: 'import-fetch', importId, source });
    await ask({ kind: 'import-dry-run', importId, mapping: MAPPING });
  }
  const kept = await Promise.all(
    both.map((importId) => ask({ kind: 'import-apply', importId, keep: KEEP })),
  );
  // Which of the two comes first is for neither to say.
  expect(kept.filter(({ ok }) => ok)).toHaveLength(1);
  expect(kept.filter(({ ok }) => !ok)).toEqual([
    { ok: false, error: { kind: 'too-many-kept', max: KEPT_CALENDARS_MAX } },
  ]);
});

const keepMany = (count: number): Promise<void> => {
  const cause = { intentId: null, intentKind: 'keep-calendar', actorId: null, actorName: 'Test' };
  const by = { ...cause, role: 'admin', desk: 'test', source: 'import', reason: null } as const;
  return engine.store.write(ORGANISATION, by, async (tx) => {
    for (let n = 0; n < count; n += 1) {
      const kept = { id: engine.newId(), name: `No. ${n}`, address: server.url(), isNear: true };
      await keepCalendar(tx, { ...kept, mapping: MAPPING, everyMin: 1440 });
    }
  });
};

test('what goes wrong in the program itself is told at the calendar, and tried ever later too [CS4]', async () => {
  server.answer(serving(aCalendar(event(3))));
  await keep();
  const errors: unknown[] = [];
  await jobs.close();
  jobs = createImportJobs({
    ...importing(engine, folder, timers),
    onError: (error) => errors.push(error),
  });
  fs.rmSync(join(folder, 'imports'), { recursive: true, force: true });
  fs.writeFileSync(join(folder, 'imports'), 'Where a folder should be.');
  for (const failures of [1, 2, 3]) {
    const { outcome, nextMs } = await passUntilRead();
    expect(outcome).toMatchObject({ kind: 'failed', why: { kind: 'broke-down' } });
    const waitMin = ((nextMs ?? 0) - (outcome?.atMs ?? 0)) / MINUTE_MS;
    expect(waitMin).toBeGreaterThan(5 * 2 ** (failures - 1) * 0.7);
    expect(errors).toHaveLength(failures);
  }
  expect(await starts()).toEqual([at('10:00', 1)]);
});

test('it is looked at again with the days that are read now, not those it was first kept for [CS1]', async () => {
  server.answer(serving(aCalendar(event(3))));
  await keep();
  engine.clock.advance(10 * 24 * 60 * MINUTE_MS);
  expect((await kept())?.mapping).toEqual({
    ...{ ...MAPPING, affected: 'displace' },
    ...{ firstDay: '2026-03-12', lastDay: '2026-06-10' },
  });
});
