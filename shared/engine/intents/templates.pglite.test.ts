import { afterEach, beforeEach, expect, test } from 'vitest';
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
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Session } from '../../model/session.ts';
import type { Piece } from '../../model/template.ts';
import { loadBookDays } from '../queries/load-pattern.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadRotations } from '../queries/load-rotations.ts';
import { loadTemplates } from '../queries/load-templates.ts';
import { previewApplying } from '../queries/preview-applying.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

type Applied = IntentInput<'apply-template'>;
const DAY_MS = 86_400_000;

/** In hours of the day. */
const piece = (day: number, from: number, until: number, over: Partial<Piece> = {}): Piece => ({
  ...{ day, startMin: from * 60, endMin: until * 60, slotMin: 15, capacity: 1, tags: [] },
  ...over,
});

async function saveTemplate(pieces: Piece[], over: Partial<IntentInput<'save-template'>> = {}) {
  const id = engine.newId();
  const saved = await engine.ask('save-template', {
    ...{ id, name: `Template ${id}`, branchId: null, version: 0, lengthDays: 7, pieces },
    ...over,
  });
  expect(saved).toMatchObject({ ok: true });
  return id;
}

/** Dr. Das at Salt Lake in the week of 2 March 2026, which has begun on Monday at eight. */
const applied = (templateId: string, over: Partial<Applied> = {}): Applied => ({
  source: { kind: 'template', templateId },
  ...{ branchId: SALT_LAKE, doctorId: DR_DAS, firstDay: '2026-03-02', lastDay: '2026-03-08' },
  ...{ rule: null, way: 'add', requestOverlap: false, affected: null },
  ...over,
});
const apply = (templateId: string, over: Partial<Applied> = {}) =>
  engine.ask('apply-template', applied(templateId, over));

const preview = (input: Applied) => {
  const { affected: _, requestOverlap: __, ...applying } = input;
  return engine.store.read((db) =>
    previewApplying(db, ORGANISATION, applying, engine.clock.nowMs()),
  );
};

const sessions = () =>
  engine.store.read(
    (db) =>
      db.kysely
        .selectFrom('session')
        .selectAll()
        .where('deleted', '=', false)
        .orderBy('startMs')
        .execute() as Promise<readonly (Session & { readonly confirmed: boolean })[]>,
  );

/** "day from-until" in days from Monday 2 March and hours. */
const book = async (of = DR_DAS): Promise<readonly string[]> =>
  (await sessions())
    .filter(({ doctorId }) => doctorId === of)
    .map(({ startMs, endMs }) => {
      const day = Math.floor((startMs - at('00:00')) / DAY_MS);
      const hour = (ms: number): number => (ms - at('00:00', day)) / 3_600_000;
      return `${day} ${hour(startMs)}-${hour(endMs)}`;
    });

const visit = async (clock: string, days: number): Promise<string> => {
  const id = engine.newId();
  const startMs = at(clock, days);
  const times = { startMs, endMs: startMs + 15 * 60_000 };
  expect(await engine.ask('book', aBooking(id, clock, times))).toMatchObject({ ok: true });
  return id;
};
const appointment = (id: string) =>
  engine.store.read((db) => loadRecord(db, ORGANISATION, 'appointment', id));

const templates = () => engine.store.read((db) => loadTemplates(db, ORGANISATION));

test('a doctor’s week is kept as it stands, and used for another doctor [TP1]', async () => {
  const twice = { rule: 'FREQ=WEEKLY;BYDAY=TU,SA;COUNT=2', tags: ['vip'], slotMin: 20 };
  await engine.ask('create-series', aSeries(engine.newId(), twice));
  const days = { branchId: SALT_LAKE, doctorId: DR_DAS, firstDay: '2026-03-02' };
  const read = await engine.store.read((db) =>
    loadBookDays(db, ORGANISATION, { ...days, lengthDays: 7 }, engine.clock.nowMs()),
  );
  const pieces = [1, 5].map((day) => piece(day, 9, 13, { tags: ['vip'], slotMin: 20 }));
  expect(read).toEqual({ ok: true, value: { lengthDays: 7, pieces } });
  const id = await saveTemplate(pieces, { name: 'Two mornings' });
  expect(await apply(id, { doctorId: DR_SEN, lastDay: '2026-03-15' })).toMatchObject({ ok: true });
  expect(await book(DR_SEN)).toEqual(['1 9-13', '5 9-13', '8 9-13', '12 9-13']);
  const made = (await sessions()).filter(({ doctorId }) => doctorId === DR_SEN);
  expect(made.map(({ confirmed, slotMin, seriesId }) => [confirmed, slotMin, seriesId])).toEqual(
    Array(4).fill([true, 20, null]),
  );
});

test('a template is renamed, changed and removed, and what was made of it stays [TP2]', async () => {
  const pieces = [piece(1, 9, 13)];
  const id = await saveTemplate(pieces, { name: 'Tuesdays' });
  await apply(id);
  const change = { id, branchId: null, lengthDays: 7 as const };
  const renamed = { ...change, name: 'Long Tuesdays', version: 1, pieces: [piece(1, 8, 18)] };
  expect(await engine.ask('save-template', renamed)).toMatchObject({ ok: true });
  expect(await templates()).toMatchObject([{ id, name: 'Long Tuesdays', version: 2 }]);
  expect(await engine.ask('save-template', { ...renamed, name: 'Other' })).toMatchObject({
    error: { kind: 'changed-since' },
  });
  expect(await engine.ask('remove-template', { templateId: id })).toMatchObject({ ok: true });
  expect(await templates()).toEqual([]);
  expect(await book()).toEqual(['1 9-13']);
  expect(await apply(id, { way: 'fill' })).toMatchObject({ error: { kind: 'unknown-record' } });
});

test('what cannot be a template, or not this person’s, is refused [TP1]', async () => {
  const id = await saveTemplate([piece(0, 9, 13)], { name: 'Mondays' });
  const input = { id: engine.newId(), name: 'Other', branchId: null, version: 0 };
  const save = (over: object, actor = admin) => {
    const whole = { ...input, lengthDays: 7 as const, pieces: [piece(0, 9, 13)], ...over };
    return engine.ask('save-template', whole, { actor });
  };
  expect(await save({ name: 'mondays' })).toMatchObject({ error: { kind: 'name-taken' } });
  expect(await save({ pieces: [piece(0, 9, 13), piece(0, 12, 14)] })).toMatchObject({
    error: { kind: 'pieces-overlap', day: 0, startMin: 720 },
  });
  const manager = { ...admin, role: 'manager' as const, branchIds: [SALT_LAKE] };
  expect(await save({}, manager)).toMatchObject({ error: { kind: 'not-permitted' } });
  expect(await save({ branchId: PARK_STREET }, manager)).toMatchObject({ ok: false });
  expect(await save({ branchId: SALT_LAKE }, manager)).toMatchObject({ ok: true });
  const frontDesk = { ...admin, role: 'front-desk' as const };
  const remove = { templateId: id };
  expect(await engine.ask('remove-template', remove, { actor: frontDesk })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  expect(await engine.ask('apply-template', applied(id), { actor: frontDesk })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
});

test('Dr. Mehta’s Saturday comes on the second one of every month, as one act that is taken back [TP3]', async () => {
  const id = await saveTemplate([piece(0, 10, 14)], { lengthDays: 1, name: 'Saturday' });
  const year = { firstDay: '2026-03-02', lastDay: '2027-03-01', rule: 'FREQ=MONTHLY;BYDAY=2SA' };
  const intentId = engine.newId();
  const done = await engine.ask('apply-template', applied(id, year), { id: intentId });
  expect(done).toMatchObject({ ok: true, value: { undoable: true } });
  const made = await book();
  expect(made).toHaveLength(12);
  expect(made.slice(0, 3)).toEqual(['12 10-14', '40 10-14', '68 10-14']);
  expect(await engine.ask('apply-template', applied(id, year), { id: intentId })).toEqual(done);
  expect(await book()).toHaveLength(12);
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await book()).toEqual([]);
});

test('what is added beside a session of its time is refused, all of it; gaps are filled [TP4]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=2' }));
  const id = await saveTemplate([piece(1, 12, 15), piece(2, 9, 12)]);
  expect(await apply(id)).toMatchObject({
    error: { kind: 'session-overlap', branchId: SALT_LAKE, canRequest: false },
  });
  expect(await book()).toEqual(['0 9-13', '1 9-13']);
  expect(await apply(id, { way: 'fill' })).toMatchObject({ ok: true });
  expect(await book()).toEqual(['0 9-13', '1 9-13', '1 13-15', '2 9-12']);
  expect(await apply(id, { way: 'fill' })).toMatchObject({ error: { kind: 'nothing-to-apply' } });
});

test('time at another branch is asked for knowingly, and gaps leave it alone [TP4]', async () => {
  const elsewhere = { branchId: PARK_STREET, rule: 'FREQ=DAILY;COUNT=2' };
  await engine.ask('create-series', aSeries(engine.newId(), elsewhere));
  const id = await saveTemplate([piece(1, 12, 15)]);
  expect(await apply(id, { way: 'overwrite' })).toMatchObject({
    error: { kind: 'session-overlap', branchId: PARK_STREET, canRequest: true },
  });
  const accepts = { kinds: ['travel' as const], reason: null };
  expect(await apply(id, { way: 'fill', accepts })).toMatchObject({ ok: true });
  expect(await book()).toEqual(['0 9-13', '1 9-13', '1 13-15']);
  const more = { way: 'overwrite', requestOverlap: true } as const;
  expect(await apply(id, more)).toMatchObject({ ok: true });
  expect(await book()).toEqual(['0 9-13', '1 9-13', '1 12-15']);
  const asked = (await sessions()).find(({ branchId }) => branchId === SALT_LAKE);
  expect(asked?.confirmed).toBe(false);
});

test('a week is overwritten: who still has a session stays, others move or are cancelled [TP5]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=4' }));
  const id = await saveTemplate([piece(1, 9, 11), piece(1, 12, 14), piece(2, 10, 14)]);
  const overwrite = { way: 'overwrite', firstDay: '2026-03-03' } as const;
  const [stays, between, moves] = [
    await visit('12:30', 1),
    await visit('11:00', 1),
    await visit('09:00', 2),
  ];
  const told = await preview(applied(id, overwrite));
  expect(told).toMatchObject({
    ok: true,
    value: { added: 1, changed: 2, removed: 1, fallsOut: 1, affected: { count: 2 } },
  });
  const days = told.ok ? told.value.days : [];
  expect(days.map(({ day, affected, changes }) => [day, affected, changes])).toEqual([
    ['2026-03-03', 1, 2],
    ['2026-03-04', 1, 1],
    ['2026-03-05', 0, 1],
  ]);
  expect(await apply(id, overwrite)).toMatchObject({
    error: { kind: 'has-appointments', count: 2 },
  });
  expect(await apply(id, { ...overwrite, affected: 'shift' })).toMatchObject({
    error: { kind: 'has-appointments', count: 1 },
  });
  expect(await book()).toEqual(['0 9-13', '1 9-13', '2 9-13', '3 9-13']);
  await engine.ask('cancel', { appointmentId: between, reason: 'Ill' });
  const intentId = engine.newId();
  const shifted = applied(id, { ...overwrite, affected: 'shift' });
  expect(await engine.ask('apply-template', shifted, { id: intentId })).toMatchObject({ ok: true });
  expect(await book()).toEqual(['0 9-13', '1 9-11', '1 12-14', '2 10-14']);
  expect(await appointment(stays)).toMatchObject({ startMs: at('12:30', 1), status: 'booked' });
  expect(await appointment(moves)).toMatchObject({ startMs: at('10:00', 2), status: 'booked' });
  const holder = (await sessions()).find(({ startMs }) => startMs === at('12:00', 1));
  expect((await appointment(stays))?.sessionId).toBe(holder?.id);

  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await book()).toEqual(['0 9-13', '1 9-13', '2 9-13', '3 9-13']);
  expect(await appointment(moves)).toMatchObject({ startMs: at('09:00', 2) });
  const displace = applied(id, { ...overwrite, affected: 'displace' });
  const displaced = engine.newId();
  expect(await engine.ask('apply-template', displace, { id: displaced })).toMatchObject({
    ok: true,
  });
  expect(await appointment(moves)).toMatchObject({ unseated: true, startMs: at('09:00', 2) });
  expect(await engine.ask('undo', { intentId: displaced })).toMatchObject({ ok: true });
  expect(await appointment(moves)).toMatchObject({ unseated: false, startMs: at('09:00', 2) });
  const cancel = { ...overwrite, affected: 'cancel' } as const;
  expect(await apply(id, cancel)).toMatchObject({ ok: true });
  expect(await appointment(moves)).toMatchObject({ status: 'cancelled' });
  expect(await appointment(stays)).toMatchObject({ status: 'booked' });
});

test('what a series will give beyond the days derived so far is overwritten too [TP4]', async () => {
  const seriesId = engine.newId();
  await engine.ask('create-series', aSeries(seriesId, { rule: 'FREQ=WEEKLY;BYDAY=TU' }));
  const id = await saveTemplate([piece(1, 14, 16), piece(2, 14, 16)]);
  const late = { firstDay: '2026-12-07', lastDay: '2026-12-13' };
  const input = applied(id, { ...late, way: 'overwrite' });
  expect(await preview(input)).toMatchObject({ value: { added: 1, changed: 1, removed: 0 } });
  const intentId = engine.newId();
  expect(await engine.ask('apply-template', input, { id: intentId })).toMatchObject({ ok: true });
  const ofDecember = async () =>
    (await book()).filter(
      (one) => Number(one.split(' ')[0]) >= 280 && Number(one.split(' ')[0]) < 287,
    );
  expect(await ofDecember()).toEqual(['281 14-16', '282 14-16']);
  engine.clock.advance(150 * DAY_MS);
  await engine.extendHorizon(ORGANISATION);
  expect(await ofDecember()).toEqual(['281 14-16', '282 14-16']);
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await ofDecember()).toEqual(['281 9-13']);
});

test('a day is copied to other days, to another doctor and to another branch [TP6]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=1' }));
  const days = { branchId: SALT_LAKE, doctorId: DR_DAS, firstDay: '2026-03-02', lengthDays: 1 };
  const source = { kind: 'book-days', days } as Applied['source'];
  const copy = (over: Partial<Applied>) =>
    engine.ask('apply-template', applied('', { source, ...over }));
  const later = { firstDay: '2026-03-10', lastDay: '2026-03-11' };
  expect(await copy(later)).toMatchObject({ ok: true });
  expect(await book()).toEqual(['0 9-13', '8 9-13', '9 9-13']);
  expect(await copy({ ...later, doctorId: DR_SEN })).toMatchObject({ ok: true });
  expect(await book(DR_SEN)).toEqual(['8 9-13', '9 9-13']);
  const other = { branchId: PARK_STREET, firstDay: '2026-03-12', lastDay: '2026-03-12' };
  expect(await copy(other)).toMatchObject({ ok: true });
  expect((await sessions()).at(-1)).toMatchObject({ branchId: PARK_STREET, doctorId: DR_DAS });
});

test('a preview tells of closed days, absences and sessions in the way, day by day [TP3]', async () => {
  const id = await saveTemplate([piece(1, 9, 12), piece(2, 9, 12), piece(3, 9, 12)]);
  const closed = [{ id: engine.newId(), day: '2026-03-03', name: 'Holi' }];
  await engine.ask('add-closure', { branchId: SALT_LAKE, days: closed, affected: null });
  const times = [{ id: engine.newId(), startMs: at('11:00', 2), endMs: at('18:00', 2) }];
  const off = { doctorId: DR_DAS, kind: 'surgery', reason: 'Theatre', affected: null } as const;
  await engine.ask('add-time-off', { ...off, times });
  const there = { rule: 'FREQ=DAILY;COUNT=1', firstDay: '2026-03-05', branchId: PARK_STREET };
  await engine.ask('create-series', aSeries(engine.newId(), there));
  const told = await preview(applied(id));
  const days = told.ok ? told.value.days : [];
  expect(
    days.map(({ day, closed: name, away, overlap }) => [
      day,
      name,
      away[0]?.reason,
      overlap?.branchId,
    ]),
  ).toEqual([
    ['2026-03-03', 'Holi', undefined, undefined],
    ['2026-03-04', null, 'Theatre', undefined],
    ['2026-03-05', null, undefined, PARK_STREET],
  ]);
});

test('days that are over, too many, or none are refused; of today only what is to come is made [TP3]', async () => {
  const id = await saveTemplate([piece(0, 7, 8), piece(0, 9, 12)]);
  expect(await apply(id, { firstDay: '2026-03-01' })).toMatchObject({
    error: { kind: 'in-the-past' },
  });
  expect(await apply(id, { lastDay: '2026-03-01' })).toMatchObject({
    error: { kind: 'empty-range' },
  });
  expect(await apply(id, { lastDay: '2027-03-03' })).toMatchObject({
    error: { kind: 'too-many', max: 366 },
  });
  expect(await apply(id, { rule: 'FREQ=HOURLY' })).toMatchObject({ error: { kind: 'bad-rule' } });
  expect(await apply(id, { firstDay: '2026-02-30' })).toMatchObject({
    error: { kind: 'malformed' },
  });
  expect(await apply(id, { doctorId: engine.newId() })).toMatchObject({
    error: { kind: 'unknown-record', record: 'doctor' },
  });
  expect(await apply(id)).toMatchObject({ ok: true });
  expect(await book()).toEqual(['0 9-12']);
});

test('every other weekend is off: weeks take turns, applied to what there is [TP8]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=WEEKLY;BYDAY=SA' }));
  const on = await saveTemplate([piece(1, 9, 13), piece(5, 10, 14)]);
  const short = await saveTemplate([piece(1, 9, 13)]);
  const id = engine.newId();
  const rotation = { id, name: 'Every other weekend', branchId: null, version: 0 };
  const saved = { ...rotation, anchorDay: '2026-03-12', weeks: [on, short, null] };
  expect(await engine.ask('save-rotation', saved)).toMatchObject({ ok: true });
  const source = { kind: 'rotation', rotationId: id } as const;
  const four = { source, lastDay: '2026-03-29', way: 'overwrite' } as const;
  expect(await apply('', four)).toMatchObject({ ok: true });
  const march = (await book()).filter((one) => Number(one.split(' ')[0]) < 28);
  // 2 March is off, 9 March the first week, 16 March the second, 23 March off again.
  expect(march).toEqual(['8 9-13', '12 10-14', '15 9-13']);

  const longer = { ...saved, version: 1, weeks: [on, on] };
  expect(await engine.ask('save-rotation', longer)).toMatchObject({ ok: true });
  expect((await book()).filter((one) => Number(one.split(' ')[0]) < 28)).toEqual(march);
  const rotations = () => engine.store.read((db) => loadRotations(db, ORGANISATION));
  expect(await rotations()).toMatchObject([{ id, version: 2, anchorDay: '2026-03-09' }]);
  expect(await engine.ask('remove-rotation', { rotationId: id })).toMatchObject({ ok: true });
  expect(await rotations()).toEqual([]);
});

test('a rotation says whose it is, and is applied to nobody else [TP8]', async () => {
  const week = await saveTemplate([piece(1, 9, 13)]);
  const id = engine.newId();
  const rotation = { id, name: 'Nights', branchId: null, anchorDay: '2026-03-02' };
  const save = (version: number, doctorId?: string | null) =>
    engine.ask('save-rotation', { ...rotation, version, weeks: [week, week], doctorId });
  expect(await save(0, engine.newId())).toMatchObject({ error: { kind: 'unknown-record' } });
  expect(await save(0, DR_SEN)).toMatchObject({ ok: true });
  // Whoever does not say leaves it theirs.
  expect(await save(1)).toMatchObject({ ok: true });
  const source = { kind: 'rotation', rotationId: id } as const;
  expect(await apply('', { source, doctorId: DR_DAS })).toMatchObject({
    error: { kind: 'rotation-of-other', name: 'Nights', doctorId: DR_SEN },
  });
  expect(await apply('', { source, doctorId: DR_SEN })).toMatchObject({ ok: true });
  expect(await save(2, null)).toMatchObject({ ok: true });
  expect(await apply('', { source, doctorId: DR_DAS })).toMatchObject({ ok: true });
});

test('a rotation is made of weeks that there are, and keeps them [TP2] [TP8]', async () => {
  const week = await saveTemplate([piece(1, 9, 13)], { name: 'Week' });
  const day = await saveTemplate([piece(0, 9, 13)], { name: 'Day', lengthDays: 1 });
  const rotation = { id: engine.newId(), name: 'Turns', branchId: null, version: 0 };
  const save = (over: object) =>
    engine.ask('save-rotation', {
      ...{ ...rotation, anchorDay: '2026-03-02', weeks: [week, null] },
      ...over,
    });
  expect(await save({ weeks: [null, null] })).toMatchObject({ error: { kind: 'malformed' } });
  expect(await save({ weeks: [day, null] })).toMatchObject({ error: { kind: 'unknown-record' } });
  expect(await save({ anchorDay: '2026-02-30' })).toMatchObject({ error: { kind: 'malformed' } });
  expect(await save({})).toMatchObject({ ok: true });
  expect(await save({ version: 0, name: 'Other' })).toMatchObject({
    error: { kind: 'changed-since', what: 'rotation' },
  });
  const inUse = { ok: false, error: { kind: 'in-use', by: 'Turns' } };
  expect(await engine.ask('remove-template', { templateId: week })).toEqual(inUse);
  const asDay = { id: week, name: 'Week', branchId: null, version: 1, lengthDays: 1 as const };
  expect(await engine.ask('save-template', { ...asDay, pieces: [piece(0, 9, 13)] })).toEqual(inUse);
  const manager = { ...admin, role: 'manager' as const, branchIds: [SALT_LAKE] };
  expect(
    await engine.ask('remove-rotation', { rotationId: rotation.id }, { actor: manager }),
  ).toMatchObject({ error: { kind: 'not-permitted' } });
});

test('a template has the breaks of the week that it is taken from, and makes sessions with them [BR4] [TP1]', async () => {
  const tea = { name: 'Tea', startMin: 660, endMin: 680 };
  const id = await saveTemplate([{ ...piece(1, 9, 13), breaks: [tea] }]);
  expect(await apply(id)).toMatchObject({ ok: true });
  const breaksOf = async () => (await sessions()).map((one) => one.breaks);
  expect(await breaksOf()).toEqual([
    [{ name: 'Tea', startMs: at('11:00', 1), endMs: at('11:20', 1) }],
  ]);
  const days = { branchId: SALT_LAKE, doctorId: DR_DAS, firstDay: '2026-03-03', lengthDays: 1 };
  const source = { kind: 'book-days', days } as const;
  const copy = applied(id, {
    source: source as never,
    firstDay: '2026-03-05',
    lastDay: '2026-03-05',
  });
  expect(await engine.ask('apply-template', copy)).toMatchObject({ ok: true });
  expect((await breaksOf()).at(-1)).toEqual([
    { name: 'Tea', startMs: at('11:00', 3), endMs: at('11:20', 3) },
  ]);
  const bad = [{ ...piece(1, 9, 13), breaks: [{ ...tea, endMin: 900 }] }];
  expect(
    await engine.ask('save-template', {
      ...{
        id: engine.newId(),
        name: 'Bad',
        branchId: null,
        version: 0,
        lengthDays: 7,
        pieces: bad,
      },
    }),
  ).toMatchObject({ error: { kind: 'bad-break', why: 'outside' } });
});
