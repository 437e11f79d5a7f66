import { strFromU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PLAIN_SERVICE } from '../../../shared/model/service.ts';
import type { ExportWish } from '../../../shared/wire/desk/export.ts';
import type { ImportReport } from '../../../shared/wire/desk/import.ts';
import type { SlotListMapping } from '../../../shared/wire/desk/import-slots.ts';
import {
  aBooking,
  admin,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openImports } from '../../../test/support/open-imports.ts';
import { answerExport } from '../desk/answer-export.ts';

let engine: TestEngine;
let imports: ReturnType<typeof openImports>;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  imports = openImports(engine);
});
afterEach(async () => {
  imports[Symbol.dispose]();
  await engine.close();
});

const WISH: ExportWish = {
  ...{ kind: 'export', format: 'smart', content: 'slots', branchId: SALT_LAKE, doctorId: null },
  ...{ firstDay: '2026-03-02', lastDay: '2026-03-31', namesPatients: false },
  ...{ phone: '', address: '' },
};
const MAPPING: SlotListMapping = {
  ...{ subject: 'slot-list', branchId: SALT_LAKE, placeKey: null, doctorId: null },
  ...{ firstDay: '2026-03-02', lastDay: '2026-03-31', removesGone: true },
};

async function take(wish: Partial<ExportWish> = {}, of = engine): Promise<Buffer> {
  const answer = await answerExport(of, ORGANISATION, { ...WISH, ...wish }, admin);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return Buffer.from(answer.value.base64, 'base64');
}

type Resource = Readonly<Record<string, unknown>>;

/** The files of a publication, line by line. */
function unpack(bytes: Uint8Array): Readonly<Record<string, readonly Resource[]>> {
  const files = Object.entries(unzipSync(bytes)).map(([name, content]) => {
    const text = strFromU8(content).trim();
    const lines = name.endsWith('.ndjson') ? text.split('\n') : [text];
    return [name, lines.filter(Boolean).map((line) => JSON.parse(line) as Resource)] as const;
  });
  return Object.fromEntries(files);
}

/** When somebody can be booked, with whom and how often, as a book would publish it. */
const openIn = async (of: TestEngine) =>
  (unpack(await take({}, of))['slots.ndjson'] ?? []).map(
    ({ id: _, schedule, extension, ...slot }) => ({
      ...slot,
      schedule,
      more: JSON.stringify((extension as { url: string }[]).filter(({ url }) => /^http/.test(url))),
    }),
  );

async function elsewhere<T>(
  run: (other: TestEngine, theirs: ReturnType<typeof openImports>) => Promise<T>,
): Promise<T> {
  const other = await openTestEngine({ seed: 7 });
  try {
    await setUpClinic(other);
    using theirs = openImports(other);
    return await run(other, theirs);
  } finally {
    await other.close();
  }
}

async function check(text: string | Uint8Array, changes: Partial<SlotListMapping> = {}) {
  const importId = await imports.upload(text, 'slots.ndjson');
  const mapping = { ...MAPPING, ...changes };
  const report = await imports.ask({ kind: 'import-dry-run', importId, mapping });
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value;
}
const told = ({ problems }: ImportReport) =>
  problems.map(({ line, kind, value }) => [line, kind, value]);

const sessions = (of = engine) =>
  of.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select([
        'id',
        'doctorId',
        'startMs',
        'endMs',
        'slotMin',
        'capacity',
        'serviceIds',
        'sharedWith',
      ])
      .where('deleted', '=', false)
      .orderBy('startMs')
      .execute(),
  );

const iso = (clock: string, days = 0): string => new Date(at(clock, days)).toISOString();
const slot = (id: string, from: string, to: string, more: Resource = {}): Resource => ({
  ...{ resourceType: 'Slot', id, schedule: { reference: 'Schedule/s1' }, status: 'free' },
  ...{ start: iso(from), end: iso(to), ...more },
});
const SCHEDULE: Resource = {
  ...{ resourceType: 'Schedule', id: 's1' },
  actor: [{ reference: 'Location/l1' }, { reference: 'Practitioner/p1', display: 'Dr. Anita Sen' }],
};
const ndjson = (...resources: readonly unknown[]): string =>
  resources.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join('');

test('what can be booked is published: a manifest, the branch, its doctors and their free times [EX6] [SV9]', async () => {
  const rule = 'FREQ=DAILY;COUNT=2';
  const series = aSeries(engine.newId(), { rule, capacity: 2, serviceIds: [CONSULTATION] });
  await engine.ask('create-series', series);
  await engine.ask('book', aBooking(engine.newId(), '09:00'));
  const day = { id: engine.newId(), day: '2026-03-03', name: 'Holi' };
  await engine.ask('add-closure', { branchId: SALT_LAKE, affected: null, days: [day] });
  const files = unpack(
    await take({ phone: '033 4000 1000', address: 'https://clinic.example/slots/' }),
  );
  expect(files['manifest.json']?.[0]).toEqual({
    transactionTime: '2026-03-02T02:30:00.000Z',
    request: 'https://clinic.example/slots/manifest.json',
    output: [
      { type: 'Location', url: 'https://clinic.example/slots/locations.ndjson' },
      { type: 'Schedule', url: 'https://clinic.example/slots/schedules.ndjson' },
      { type: 'Slot', url: 'https://clinic.example/slots/slots.ndjson' },
    ],
  });
  expect(files['locations.ndjson']).toMatchObject([
    { resourceType: 'Location', id: SALT_LAKE, telecom: [{ value: '033 4000 1000' }] },
  ]);
  const schedules = files['schedules.ndjson'] ?? [];
  expect(schedules).toMatchObject([
    { actor: [{ reference: `Location/${SALT_LAKE}` }, { display: 'Anita Sen' }] },
    { actor: [{ reference: `Location/${SALT_LAKE}` }, { display: 'Priya Das' }] },
  ]);
  const slots = files['slots.ndjson'] ?? [];
  expect(slots[0]).toMatchObject({
    ...{ resourceType: 'Slot', status: 'free', start: '2026-03-02T03:30:00.000Z' },
    schedule: { reference: `Schedule/${schedules[1]?.id}` },
    serviceType: [{ coding: [{ code: CONSULTATION }], text: 'Consultation' }],
  });
  const capacities = slots.map(({ extension }) => (extension as Resource[])[0]?.valueInteger);
  expect(capacities.slice(0, 3)).toEqual([undefined, 2, 2]);
  expect(slots.every(({ start }) => String(start).startsWith('2026-03-02'))).toBe(true);
  expect(JSON.stringify(files)).not.toContain('Meera');
});

test('times that are over, taken, held, closed or not the doctor’s are not published [EX6]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=1' }));
  await engine.ask('book', aBooking(engine.newId(), '09:15'));
  const [first] = await sessions();
  const blocked = await engine.store.read((db) =>
    db.kysely.selectFrom('slot').select('id').where('startMs', '=', at('10:00')).executeTakeFirst(),
  );
  await engine.ask('edit-slot', { id: blocked?.id ?? '', status: 'blocked', tags: [], note: '' });
  const times = [{ id: engine.newId(), startMs: at('11:00'), endMs: at('12:00') }];
  const off = { doctorId: DR_DAS, kind: 'leave' as const, reason: '', affected: null, times };
  await engine.ask('add-time-off', off);
  engine.clock.advance(at('09:10') - engine.clock.nowMs());
  const starts = (await openIn(engine)).map((one) => String((one as Resource).start));
  expect(starts[0]).toBe(iso('09:30'));
  expect(starts).not.toContain(iso('10:00'));
  expect(starts.filter((start) => start >= iso('11:00') && start < iso('12:00'))).toEqual([]);
  expect(starts).toContain(iso('12:00'));
  expect(starts.at(-1)).toBe(new Date((first?.endMs ?? 0) - 15 * 60_000).toISOString());
});

test('what is published comes in elsewhere as it was, and again without doubling [IM14] [EX2]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=3' }));
  const sens = { doctorId: DR_SEN, rule: 'FREQ=DAILY;COUNT=2', slotMin: 20, capacity: 3 };
  await engine.ask('create-series', aSeries(engine.newId(), sens));
  await engine.ask('book', aBooking(engine.newId(), '10:00'));
  const bytes = await take();
  await elsewhere(async (other, theirs) => {
    await theirs.bring(bytes, MAPPING);
    const found = await openIn(other);
    expect(found).toEqual(await openIn(engine));
    expect(found.length).toBeGreaterThan(50);
    const before = await sessions(other);
    const importId = await theirs.upload(bytes);
    const again = await theirs.ask({ kind: 'import-dry-run', importId, mapping: MAPPING });
    expect(again).toMatchObject({
      value: { problems: [], calendar: { added: 0, changed: 0, removed: 0 } },
    });
    // Somebody is booked there meanwhile, and a day is taken out.
    await engine.ask('book', aBooking(engine.newId(), '12:00'));
    await theirs.bring(await take(), MAPPING);
    expect(await openIn(other)).toEqual(await openIn(engine));
    const after = await sessions(other);
    expect(after.length).toBe(before.length + 1);
    expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
    expect(before.every(({ id }) => after.some((one) => one.id === id))).toBe(true);
  });
});

test('its own publication adds nothing to a book that has the times [IM14]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=2' }));
  const report = await check(await take());
  expect(report.calendar).toMatchObject({ added: 0, changed: 0, removed: 0, leftOut: 2 });
  expect(report.problems.map(({ kind }) => kind)).toEqual(['session-overlap', 'session-overlap']);
});

test('a bundle of FHIR R4 brings working time, what it is for and who shares it, with what is taken there closed here [IM14] [EX2] [SH7] [SV9]', async () => {
  const shared = { doctorId: DR_SEN, newId: null };
  const rule = 'FREQ=DAILY;COUNT=2';
  const serviceIds = [CONSULTATION];
  await engine.ask('create-series', aSeries(engine.newId(), { rule, shared, serviceIds }));
  const visit = engine.newId();
  await engine.ask('book', aBooking(visit, '09:00'));
  const bytes = await take({ format: 'fhir' });
  await elsewhere(async (other, theirs) => {
    const importId = await theirs.bring(bytes, MAPPING);
    const plain = async (of: TestEngine) =>
      (await sessions(of)).map(({ id: _, ...session }) => session);
    expect(await plain(other)).toEqual(await plain(engine));
    expect((await plain(other)).map((one) => one.sharedWith)).toEqual([DR_SEN, DR_SEN]);
    expect((await plain(other)).map((one) => one.serviceIds)).toEqual([serviceIds, serviceIds]);
    expect(await openIn(other)).toEqual(await openIn(engine));
    // Called off there, it opens here again.
    await engine.ask('cancel', { appointmentId: visit, reason: 'Ill' });
    const second = await theirs.bring(await take({ format: 'fhir' }), MAPPING);
    expect(await openIn(other)).toEqual(await openIn(engine));
    for (const id of [second, importId]) {
      expect(await theirs.ask({ kind: 'import-undo', importId: id })).toMatchObject({ ok: true });
    }
    expect(await sessions(other)).toEqual([]);
  });
});

const SURGERY = '00000000-0000-7000-8000-0000000000e2';

test('a service that is called otherwise here is told of, and is what a person says it is from then on [SV10] [IM8]', async () => {
  const surgery = { id: SURGERY, name: 'Surgery', durationMin: 60, hue: 'red' as const };
  await engine.ask('save-service', { ...PLAIN_SERVICE, ...surgery, active: true });
  const typed = (...codings: readonly Resource[]) => ({ serviceType: [{ coding: codings }] });
  const lines = ndjson(
    { ...SCHEDULE, ...typed({ system: 'http://snomed.info/sct', code: '7', display: 'Massage' }) },
    ...[slot('a', '09:00', '09:15'), slot('b', '09:15', '09:30')],
    slot('c', '09:30', '09:45', { serviceType: [{ text: 'consultation' }] }),
    slot('d', '09:45', '10:00', typed({ code: 'dance' })),
  );
  const before = await check(lines);
  expect(told(before)).toEqual([
    [2, 'strange-service', 'Massage'],
    [5, 'strange-service', 'dance'],
  ]);
  expect(before.strangeServices).toEqual(['Massage', 'dance']);
  expect(before.calendar).toMatchObject({ added: 3, leftOut: 0 });
  const services = [
    { name: 'Massage', serviceId: SURGERY },
    { name: 'dance', serviceId: null },
  ];
  const mapping = { ...MAPPING, services };
  const said = await check(lines, { services });
  expect(said).toMatchObject({ problems: [], strangeServices: ['Massage', 'dance'] });
  await imports.bring(lines, mapping);
  expect((await sessions()).map(({ serviceIds }) => serviceIds)).toEqual([
    ...[[SURGERY], [CONSULTATION], []],
  ]);
  const importId = await imports.upload(lines, 'again.ndjson');
  expect(await imports.ask({ kind: 'import-inspect', importId, shape: null })).toMatchObject({
    value: { remembered: { services } },
  });
  // Said to be for any, it is; a file that says nothing of it leaves what was said here.
  const any = services.map((one) => ({ ...one, serviceId: null }));
  await imports.bring(lines, { ...MAPPING, services: any });
  const now = async () => (await sessions()).map(({ serviceIds }) => serviceIds);
  expect(await now()).toEqual([[], [CONSULTATION], []]);
});

test('doctors are known by name, and whose the others are is chosen [IM14]', async () => {
  const lines = ndjson(
    ...[SCHEDULE, { resourceType: 'Schedule', id: 's2', actor: [{ reference: 'Location/l1' }] }],
    ...[slot('a', '09:00', '09:15'), slot('b', '09:15', '09:30')],
    slot('c', '09:00', '09:30', { schedule: { reference: 'Schedule/s2' } }),
  );
  const without = await check(lines);
  expect(told(without)).toEqual([[5, 'unknown-doctor', 'c']]);
  expect(without.calendar).toMatchObject({ added: 1, leftOut: 1 });
  await imports.bring(lines, { ...MAPPING, doctorId: DR_DAS });
  expect((await sessions()).map(({ doctorId, slotMin }) => [doctorId, slotMin]).sort()).toEqual([
    [DR_DAS, 30],
    [DR_SEN, 15],
  ]);
});

test('of several places the chosen one is read in [IM14]', async () => {
  const there = { resourceType: 'Schedule', id: 's2', actor: [{ reference: 'Location/l2' }] };
  const lines = ndjson(
    ...[{ resourceType: 'Location', id: 'l1', name: 'Here' }, SCHEDULE, there],
    ...[{ resourceType: 'Location', id: 'l2', name: 'There' }, slot('a', '09:00', '09:15')],
    slot('b', '10:00', '10:15', { schedule: { reference: 'Schedule/s2' } }),
  );
  const importId = await imports.upload(lines);
  expect(await imports.ask({ kind: 'import-inspect', importId, shape: null })).toMatchObject({
    value: {
      ...{ format: 'slot-list', source: 'smart', slots: 2, doctors: ['Dr. Anita Sen'] },
      places: [
        { key: 'l1', name: 'Here' },
        { key: 'l2', name: 'There' },
      ],
    },
  });
  const report = await check(lines, { placeKey: 'l2', doctorId: DR_DAS });
  expect(report).toMatchObject({ valid: 1, calendar: { added: 1, leftOut: 0 } });
});

test('of a hostile list each slot is answered for, and the others are taken [IM15]', async () => {
  const lines = ndjson(
    ...[SCHEDULE, slot('good', '09:00', '09:15'), '{"resourceType":"Slot","id":"cut'],
    ...[slot('good', '10:00', '10:15'), slot('over', '09:10', '09:25')],
    slot('zone', '09:00', '09:15', { start: '2026-03-02T09:00:00', end: '2026-03-02T09:15:00' }),
    slot('day', '09:00', '09:15', { start: '2026-02-30T09:00:00Z' }),
    slot('year', '09:00', '09:15', { start: '9999-03-02T09:00:00Z' }),
    slot('type', '09:00', '09:15', { start: 7, status: 'free' }),
    slot('backwards', '10:00', '09:00'),
    slot('long', '09:00', '18:00'),
    slot('status', '09:00', '09:15', { status: 'maybe' }),
    slot('capacity', '11:00', '11:15', {
      extension: [
        {
          url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity',
          valueInteger: 1e9,
        },
      ],
    }),
    ...['[]', 'null', '7', '{"resourceType":"Patient","id":"x"}'],
    ...[`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, { resourceType: 'Slot' }],
    slot('gone', '12:00', '12:15', { status: 'entered-in-error' }),
    slot('seconds', '09:00', '09:15', { start: '2026-03-02T09:00:30Z' }),
  );
  const report = await check(lines);
  expect(told(report)).toEqual([
    [3, 'not-understood', ''],
    [4, 'duplicate-id', 'good'],
    [5, 'overlap', 'over'],
    [6, 'unknown-zone', '2026-03-02T09:00:00'],
    [7, 'impossible-time', '2026-02-30T09:00:00Z'],
    [8, 'impossible-time', '9999-03-02T09:00:00Z'],
    [9, 'impossible-time', 'type'],
    [10, 'no-length', 'backwards'],
    [11, 'too-long', 'long'],
    [12, 'not-understood', 'maybe'],
    [13, 'not-understood', 'capacity'],
    [14, 'not-understood', ''],
    [15, 'not-understood', ''],
    [16, 'not-understood', ''],
    [18, 'not-understood', ''],
    [19, 'missing', ''],
    [21, 'impossible-time', '2026-03-02T09:00:30Z'],
  ]);
  expect(report.calendar).toMatchObject({ added: 1, leftOut: 17 });
});

test('an archive that lies or has no end, a list alone and a cut bundle are refused [IM15]', async () => {
  const refusal = async (bytes: string | Uint8Array) => {
    const importId = await imports.upload(bytes, 'x.zip');
    const answer = await imports.ask({ kind: 'import-inspect', importId, shape: null });
    return answer.ok ? null : answer.error;
  };
  const bomb = zipSync({ 'slots.ndjson': new Uint8Array(120 * 1024 * 1024) });
  expect(await refusal(bomb)).toMatchObject({ kind: 'file-too-large' });
  const lying = Buffer.from(zipSync({ 'slots.ndjson': new Uint8Array(40 * 1024 * 1024) }));
  lying.writeUInt32LE(1000, lying.indexOf('PK\x01\x02', 0, 'latin1') + 24);
  expect(await refusal(lying)).toMatchObject({ kind: 'not-slots' });
  const whole = zipSync({ 'slots.ndjson': Buffer.from(ndjson(SCHEDULE)) });
  expect(await refusal(whole.subarray(0, whole.length - 30))).toMatchObject({ kind: 'not-slots' });
  const other = zipSync({ 'notes.json': Buffer.from('{}') });
  expect(await refusal(other)).toMatchObject({ kind: 'not-slots' });
  expect(await refusal(JSON.stringify({ output: [] }))).toMatchObject({ kind: 'not-slots' });
  const bundle = JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: SCHEDULE }] });
  expect(await refusal(bundle.slice(0, -9))).toMatchObject({ kind: 'not-slots' });
  expect(await refusal('{"resourceType":"Bundle","entry":7}')).toMatchObject({ kind: 'not-slots' });
  expect(await refusal(`{"resourceType":"Slot"}\n{"x":"${'x'.repeat(200_000)}"}\n`)).toMatchObject({
    kind: 'line-too-long',
  });
});

test('a file that the manifest names and that is not there is told [IM15]', async () => {
  const manifest = {
    transactionTime: iso('08:00'),
    output: [{ type: 'Slot', url: 'x/more.ndjson' }],
  };
  const bytes = zipSync({
    'manifest.json': Buffer.from(JSON.stringify(manifest)),
    'slots.ndjson': Buffer.from(ndjson(SCHEDULE, slot('a', '09:00', '09:15'))),
  });
  expect(told(await check(bytes))).toEqual([[0, 'missing', 'more.ndjson']]);
});

test('nobody’s booking is taken from under them by a list that comes again [IM14]', async () => {
  const first = ndjson(SCHEDULE, slot('a', '09:00', '09:15'), slot('b', '09:15', '09:30'));
  await imports.bring(first, MAPPING);
  const booking = aBooking(engine.newId(), '09:00', { doctorId: DR_SEN });
  expect(await engine.ask('book', booking)).toMatchObject({ ok: true });
  for (const next of [ndjson(SCHEDULE, slot('b', '09:15', '09:30')), ndjson(SCHEDULE)]) {
    const report = await check(next);
    expect(report.problems.map(({ kind }) => kind)).toEqual(['session-booked']);
    expect(report.calendar).toMatchObject({ added: 0, changed: 0, removed: 0 });
  }
  await engine.ask('cancel', { appointmentId: booking.appointmentId, reason: 'Ill' });
  expect((await check(ndjson(SCHEDULE))).calendar).toMatchObject({ removed: 1 });
  expect((await check(ndjson(SCHEDULE), { removesGone: false })).calendar).toMatchObject({
    removed: 0,
  });
});
