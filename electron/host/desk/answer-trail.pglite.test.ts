import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findTrailProblems } from '../../../shared/domain/trail/find-trail-problems.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { TrailPage, TrailWish } from '../../../shared/wire/desk/trail.ts';
import {
  aBooking,
  admin,
  aPatient,
  aSeries,
  DR_DAS,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openThreeReplicas } from '../../../test/support/three-replicas.ts';
import { answerPatients } from './answer-patients.ts';
import { answerReports } from './answer-reports.ts';
import { answerStory } from './answer-story.ts';
import { answerTrail } from './answer-trail.ts';

const DAY_MS = 86_400_000;
const SPAN = { fromMs: MONDAY_8_MS - DAY_MS, untilMs: MONDAY_8_MS + 30 * DAY_MS };
const WISH: TrailWish = {
  ...{ kind: 'trail', ...SPAN, beforeNo: null, text: '' },
  ...{ act: null, source: null, recordId: null },
};

let engine: TestEngine;
let visit: string;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
  visit = engine.newId();
  await engine.ask('book', aBooking(visit, '09:00'));
  engine.clock.advance(DAY_MS);
  const clerk = { ...admin, name: 'Asha Roy', role: 'front-desk' as const, desk: 'Desk 2' };
  await engine.ask('cancel', { appointmentId: visit, reason: 'Too far_away' }, { actor: clerk });
});
afterEach(() => engine.close());

async function page(over: Partial<TrailWish> = {}, actor: Actor = admin): Promise<TrailPage> {
  const answer = await answerTrail(engine.store, ORGANISATION, { ...WISH, ...over }, actor);
  if (!answer.ok || !('nextNo' in answer.value)) throw new Error(JSON.stringify(answer));
  return answer.value;
}
const actsOf = ({ entries }: TrailPage): readonly string[] => entries.map(({ act }) => act);

test('the trail says who did what, where, why, and what it was before and after, newest first [AU2]', async () => {
  const { entries, names, nextNo } = await page();
  expect(nextNo).toBeNull();
  expect(entries[0]).toMatchObject({
    ...{ act: 'cancel', who: 'Asha Roy', role: 'front-desk', desk: 'Desk 2', source: 'screen' },
    ...{ reason: 'Too far_away', replica: 'salt-lake.1', count: 1 },
  });
  expect(entries[0]?.changes[0]).toMatchObject({
    ...{ kind: 'appointment', id: visit, before: { status: 'booked' } },
    after: { status: 'cancelled' },
    vector: { 'salt-lake.1': expect.any(Number) },
  });
  expect(entries[1]).toMatchObject({ act: 'book', who: 'Ruma Paul' });
  expect(names[visit]).toBe('Meera Iyer');
  expect(names[SALT_LAKE]).toBe('Salt Lake');
});

test('it is searched by person, reason and patient, and kept to an act, a record and days [AU2]', async () => {
  expect(actsOf(await page({ text: 'asha' }))).toEqual(['cancel']);
  // What stands for anything in a pattern stands for itself here.
  expect(actsOf(await page({ text: 'far_' }))).toEqual(['cancel']);
  expect(actsOf(await page({ text: 'f_r' }))).toEqual([]);
  expect(actsOf(await page({ text: 'iyer' }))).toEqual(expect.arrayContaining(['cancel', 'book']));
  expect(actsOf(await page({ act: 'book' }))).toEqual(['book']);
  expect(actsOf(await page({ source: 'import' }))).toEqual([]);
  expect(actsOf(await page({ recordId: visit }))).toEqual(['cancel', 'book']);
  const firstDay = { untilMs: MONDAY_8_MS + DAY_MS / 2 };
  expect(actsOf(await page(firstDay))).not.toContain('cancel');
});

test('a long trail comes page by page, nothing twice and nothing left out [AU2]', async () => {
  for (let i = 0; i < 60; i += 1) {
    await engine.ask('save-patient', aPatient(engine.newId(), `Patient ${i}`));
  }
  const first = await page();
  expect(first.entries).toHaveLength(50);
  const second = await page({ beforeNo: first.nextNo });
  const nos = [...first.entries, ...second.entries].map(({ no }) => no);
  expect(nos).toEqual(Array.from({ length: nos.length }, (_, i) => nos.length - i));
  expect(second.nextNo).toBeNull();
});

test('whoever does not answer for the branch reads no trail [AC1]', async () => {
  const read = (over: Partial<Actor>) =>
    answerTrail(engine.store, ORGANISATION, WISH, { ...admin, ...over });
  const refused = { ok: false, error: { kind: 'not-permitted' } };
  expect(await read({ role: 'front-desk' })).toMatchObject(refused);
  expect(await read({ role: 'doctor' })).toMatchObject(refused);
  expect(await read({ role: 'manager', branchIds: [PARK_STREET] })).toMatchObject(refused);
  expect(await read({ role: 'manager', branchIds: [SALT_LAKE] })).toMatchObject({ ok: true });
});

test('that somebody looked at what is kept of a patient is written down, once an hour [AU3]', async () => {
  const look = () => {
    const asking = { actor: admin, nowMs: engine.clock.nowMs() };
    const ask = { kind: 'patient' as const, patientId: PATIENT };
    return answerPatients(engine.store, ORGANISATION, ask, asking);
  };
  await look();
  await look();
  const views = { act: 'view-patient', recordId: PATIENT };
  expect(actsOf(await page(views))).toHaveLength(1);
  engine.clock.advance(DAY_MS);
  const ask = { kind: 'appointment-story' as const, appointmentId: visit };
  await answerPatients(engine.store, ORGANISATION, ask, {
    actor: admin,
    nowMs: engine.clock.nowMs(),
  });
  expect(actsOf(await page(views))).toHaveLength(2);
});

test('that somebody looked at whom a report counts by name is written down, with of whom and of when [AU3]', async () => {
  const days = { firstDay: '2026-03-01', lastDay: '2026-03-31' };
  const scope = { ...days, branchId: null, doctorId: DR_DAS, serviceId: null };
  const open = { weekday: null, hour: null, waitFromMin: null, waitUntilMin: null, limit: 10 };
  const reporting = { organisationId: ORGANISATION, actor: admin, nowMs: engine.clock.nowMs() };
  const look = (state: 'booked' | 'no-show') =>
    answerReports(engine.store, reporting, {
      ...{ kind: 'report-visits', ...scope, drill: { ...open, state } },
    });
  expect(await look('booked')).toMatchObject({ ok: true, value: { first: [{}] } });
  // Nobody was shown.
  expect(await look('no-show')).toMatchObject({ ok: true, value: { count: 0 } });
  const { entries } = await page({ act: 'view-report', recordId: DR_DAS });
  expect(entries).toMatchObject([
    {
      who: admin.name,
      changes: [{ after: { ...days, content: 'report-visits', count: 1 } }],
    },
  ]);
});

test('a file of the trail is checked without the book, gives away what was changed, and is noted [AU4]', async () => {
  const made = await answerTrail(
    engine.store,
    ORGANISATION,
    { kind: 'trail-file', ...SPAN },
    admin,
  );
  if (!made.ok || !('base64' in made.value)) throw new Error(JSON.stringify(made));
  const text = gunzipSync(Buffer.from(made.value.base64, 'base64')).toString('utf8');
  const lines = text.trimEnd().split('\n');
  expect(lines).toHaveLength(made.value.count);
  const problems = (some: readonly string[]) =>
    findTrailProblems(some, (what) => createHash('sha256').update(what).digest('hex'));
  expect(problems(lines)).toEqual([]);
  expect(problems(lines.toSpliced(2, 1))).toEqual([
    expect.stringContaining('does not follow from the one before'),
  ]);
  expect(problems([...lines.slice(1), ...lines.slice(0, 1)])).not.toEqual([]);
  expect(problems(lines.with(3, (lines[3] ?? '').replaceAll('Ruma Paul', 'Asha Roy')))).toEqual([
    expect.stringContaining('is not as it was written'),
  ]);
  const unread = (lines[3] ?? '').replace('"who" : "Ruma Paul"', '"who" : "Asha Roy"');
  expect(unread).not.toBe(lines[3]);
  expect(problems(lines.with(3, unread))).toHaveLength(1);
  expect(problems(['{}', 'x'])).toHaveLength(2);
  expect((await page()).entries[0]).toMatchObject({
    act: 'export-trail',
    changes: [{ after: { content: 'audit', count: lines.length } }],
  });
});

test('the check of the trail says how long it is and where it ends, or what is wrong with it [AU1]', async () => {
  const check = () => answerTrail(engine.store, ORGANISATION, { kind: 'check-trail' }, admin);
  const whole = await check();
  expect(whole).toMatchObject({
    ok: true,
    value: { problems: [], own: { lastHash: expect.stringMatching(/^[\da-f]{64}$/) } },
  });
  await engine.connector.withSession((session) =>
    session.script(
      `begin; set local daybook.writing = 'yes'; update audit set desk = 'x' where no = 3; commit`,
    ),
  );
  expect(await check()).toMatchObject({
    value: { problems: ['audit entry 3 does not follow from the one before'] },
  });
});

test('without a central, backups are who knows where the trail ended [AU6]', async () => {
  const query = (text: string) =>
    engine.connector.withSession(async (session) => (await session.query(text, [])).rows);
  const ends = () => query('select audit_no::int4 as no, audit_hash as hash from book');
  const [trail] = (await ends()) as [{ readonly no: number; readonly hash: string }];
  const madeMs = engine.clock.nowMs();
  const facts = { appointments: 1, patients: 1, bytes: 1, trail };
  const backups = () => [{ name: 'a', madeMs, facts }];
  const check = () =>
    answerTrail(engine.store, ORGANISATION, { kind: 'check-trail' }, admin, { backups });
  const whole = { ok: true, value: { problems: [] } };
  engine.clock.advance(DAY_MS);
  await engine.ask('book', aBooking(engine.newId(), '10:00'));
  expect(await check()).toMatchObject(whole);
  // The last two are taken out, and the book is made to end before them.
  await engine.connector.withSession((session) =>
    session.script(`begin; set local daybook.writing = 'yes';
      delete from audit where no >= ${trail.no};
      update book set audit_no = ${trail.no - 1},
        audit_hash = (select hash from audit where no = ${trail.no - 1}); commit`),
  );
  expect(await check()).toMatchObject({
    value: { problems: [expect.stringMatching(`^entry ${trail.no}, with which the backup of`)] },
  });
  // Put back to a backup, what came after that is left behind, as the trail says.
  await engine.reincarnate(ORGANISATION, { replaces: true });
  expect(await check()).toMatchObject(whole);
});

test('central tells whose trails it keeps, and reads, checks and saves each of them, and who answers for a branch those of its computers [AU2] [AU5] [AU8]', async () => {
  await using three = await openThreeReplicas();
  const { central, saltLake, meet } = three;
  const recordId = saltLake.newId();
  await saltLake.ask('book', aBooking(recordId, '09:00'));
  await meet();
  const ask = <A extends Parameters<typeof answerTrail>[2]>(wish: A) =>
    answerTrail(central.store, ORGANISATION, wish, admin);
  expect(await ask({ kind: 'kept-trails' })).toMatchObject({
    value: [
      { sender: 'laptop.1', entries: 0, problems: 0 },
      { sender: 'park-street.1' },
      {
        sender: 'salt-lake.1',
        name: 'Salt Lake',
        lastHash: expect.stringMatching(/^[\da-f]{64}$/),
      },
    ],
  });
  const of = 'salt-lake.1';
  const found = await ask({ ...WISH, of, text: 'iyer', act: 'book' });
  expect(found).toMatchObject({ value: { entries: [{ act: 'book', replica: of }] } });
  const own = await ask({ ...WISH, act: 'book' });
  expect(own).toMatchObject({ value: { entries: [] } });
  expect(await ask({ kind: 'check-trail' })).toMatchObject({
    value: { problems: [], kept: { trails: 3, entries: expect.any(Number) } },
  });
  const nowMs = central.clock.nowMs();
  const storyFor = (over: Partial<Actor>) => {
    const asking = { actor: { ...admin, ...over }, nowMs };
    return answerStory(central.store, ORGANISATION, { kind: 'record-story', recordId }, asking);
  };
  const told = { ok: true, value: { entries: [{ act: 'book', replica: of }] } };
  expect(await storyFor({})).toMatchObject(told);
  expect(await storyFor({ role: 'manager', branchIds: [SALT_LAKE] })).toMatchObject(told);
  const refused = { ok: false, error: { kind: 'not-permitted' } };
  expect(await storyFor({ role: 'manager', branchIds: [PARK_STREET] })).toEqual(refused);
  expect(await storyFor({ role: 'front-desk' })).toEqual(refused);
  const views = await ask({ ...WISH, act: 'view-patient', recordId: PATIENT });
  expect(views).toMatchObject({ value: { entries: [{ act: 'view-patient' }] } });
  const file = await ask({ kind: 'trail-file', ...SPAN, of });
  if (!file.ok || !('base64' in file.value)) throw new Error(JSON.stringify(file));
  const lines = gunzipSync(Buffer.from(file.value.base64, 'base64')).toString('utf8').trimEnd();
  const sha256 = (what: string) => createHash('sha256').update(what).digest('hex');
  expect(findTrailProblems(lines.split('\n'), sha256)).toEqual([]);
  expect(lines).toContain('"act" : "book"');

  // Who answers for one branch has all of what its computers did, and nothing of another's.
  const manager: Actor = { ...admin, role: 'manager', branchIds: [SALT_LAKE] };
  const near = { near: [SALT_LAKE] };
  const theirs = <A extends Parameters<typeof answerTrail>[2]>(wish: A) =>
    answerTrail(central.store, ORGANISATION, wish, manager, near);
  const kept = await theirs({ kind: 'kept-trails' });
  expect(kept).toMatchObject({ ok: true, value: [{ sender: of }] });
  expect(kept.ok && kept.value).toHaveLength(1);
  expect(await theirs({ ...WISH, of, act: 'book' })).toMatchObject({
    value: { entries: [{ act: 'book' }] },
  });
  expect(await theirs({ ...WISH, of: 'park-street.1' })).toMatchObject({ value: { entries: [] } });
  expect(await theirs({ kind: 'trail-file', ...SPAN, of })).toMatchObject({ ok: true });
  for (const wish of [{ ...SPAN }, { ...SPAN, of: 'park-street.1' }, { ...SPAN, of: 'laptop.1' }]) {
    expect(await theirs({ kind: 'trail-file', ...wish })).toEqual(refused);
  }
  const tamper = (statement: string) =>
    central.connector.withSession((session) =>
      session.script(`begin; set local daybook.writing = 'yes'; ${statement}; commit`),
    );
  await tamper(`update kept_trail set reason = 'x' where sender = 'laptop.1'`);
  await tamper(`update kept_trail set reason = 'x' where sender = 'park-street.1' and no = 1`);
  const checked = { own: null, kept: { trails: 1 } };
  expect(await theirs({ kind: 'check-trail' })).toMatchObject({
    value: { ...checked, problems: [] },
  });
  await tamper(`update kept_trail set reason = 'x' where sender = '${of}' and no = 2`);
  expect(await theirs({ kind: 'check-trail' })).toMatchObject({
    value: { ...checked, problems: [`entry 2 of ${of} is not as it was handed over`] },
  });
  expect(await ask({ kind: 'check-trail' })).toMatchObject({
    value: { own: { entries: expect.any(Number) } },
  });
});
