import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../../shared/model/user.ts';
import type { ExportWish } from '../../../shared/wire/desk/export.ts';
import type { ImportPlan } from '../../../shared/wire/desk/import.ts';
import {
  aBooking,
  admin,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openImports } from '../../../test/support/open-imports.ts';
import { answerExport } from './answer-export.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

const WISH: ExportWish = {
  ...{ kind: 'export', format: 'icalendar', content: 'appointments', branchId: SALT_LAKE },
  ...{ doctorId: DR_DAS, firstDay: '2026-03-02', lastDay: '2026-03-31', namesPatients: true },
  ...{ phone: '', address: '' },
};

async function take(wish: Partial<ExportWish>, actor: Actor = admin): Promise<Buffer> {
  const answer = await answerExport(engine, ORGANISATION, { ...WISH, ...wish }, actor);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return Buffer.from(answer.value.base64, 'base64');
}
const textOf = async (wish: Partial<ExportWish>, actor?: Actor): Promise<string> =>
  (await take(wish, actor)).toString('utf8').replaceAll('\r\n ', '');

const shapesOf = (of: TestEngine) =>
  of.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select(['startMs', 'endMs', 'tags', 'breaks', 'serviceIds', 'sharedWith', 'dotCounter'])
      .select(['slotMin', 'capacity', 'roomId'])
      .where('deleted', '=', false)
      .where('endMs', '<', at('24:00', 29))
      .orderBy('startMs')
      .execute(),
  );

/** A clinic without a book of its own, which reads in what another wrote. */
async function elsewhere<T>(run: (other: TestEngine) => Promise<T>): Promise<T> {
  const other = await openTestEngine({ seed: 7 });
  try {
    await setUpClinic(other);
    return await run(other);
  } finally {
    await other.close();
  }
}

const CALENDAR: ImportPlan = {
  ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_DAS, become: 'time-off' },
  ...{ firstDay: '2026-03-02', lastDay: '2026-03-31', removesGone: true },
  ...{ timeOffKind: 'leave', keepsTitles: true, affected: null, slotMin: 15 },
};

const timesOff = (of: TestEngine) =>
  of.store.read((db) =>
    db.kysely
      .selectFrom('timeOff')
      .select(['startMs', 'endMs', 'reason', 'kind'])
      .where('deleted', '=', false)
      .orderBy('startMs')
      .execute(),
  );
const slotsOf = (of: TestEngine) =>
  of.store.read((db) =>
    db.kysely
      .selectFrom('slot')
      .leftJoin('appointment', (join) =>
        join
          .onRef('appointment.startMs', '=', 'slot.startMs')
          .onRef('appointment.doctorId', '=', 'slot.doctorId'),
      )
      .leftJoin('patient', 'patient.id', 'appointment.patientId')
      .select(['slot.startMs', 'slot.endMs', 'patient.number'])
      .where('slot.deleted', '=', false)
      .orderBy('slot.startMs')
      .execute(),
  );

test('time off that leaves as a calendar comes in elsewhere with its times, kinds and reasons [EX2]', async () => {
  const times = [3, 9, 20].map((day, i) => ({
    ...{ id: engine.newId(), startMs: at('09:00', day), endMs: at('17:30', day + i) },
  }));
  const reason = 'Congress in Kolkata; “ENT, 2026”\nand back';
  const off = { doctorId: DR_DAS, kind: 'surgery' as const, reason, affected: null };
  await engine.ask('add-time-off', { ...off, times });
  const plain = { id: engine.newId(), startMs: at('09:00', 25), endMs: at('12:00', 25) };
  const without = { ...off, kind: 'conference' as const, reason: '', times: [plain] };
  await engine.ask('add-time-off', without);
  const bytes = await take({ content: 'time-off' });
  await elsewhere(async (other) => {
    using imports = openImports(other);
    await imports.bring(bytes, CALENDAR);
    expect(await timesOff(other)).toEqual(await timesOff(engine));
    expect(await timesOff(other)).toHaveLength(4);
    await imports.bring(bytes, CALENDAR);
    expect(await timesOff(other)).toHaveLength(4);
  });
});

test('working time that leaves as a calendar comes in elsewhere, with its slots, room, breaks, marks, services and who shares it [EX2] [BR4] [SH7] [SV9]', async () => {
  const breaks = [{ name: 'Tea, "chai"; late', startMin: 660, endMin: 675 }];
  const tags = ['vip', 'Dr. Sen, too'];
  const shared = { doctorId: DR_SEN, newId: null };
  const serviceIds = [CONSULTATION];
  const room = { id: engine.newId(), branchId: SALT_LAKE, name: 'Room 1, left' };
  const saved = { ...room, clash: 'reason' as const, active: true };
  await engine.ask('save-room', saved);
  const shape = { slotMin: 20, capacity: 3, roomId: room.id };
  const what = { breaks, tags, shared, serviceIds, ...shape };
  await engine.ask('create-series', aSeries(engine.newId(), what));
  const bytes = await take({ content: 'sessions' });
  await elsewhere(async (other) => {
    await other.ask('save-room', saved);
    using imports = openImports(other);
    await imports.bring(bytes, { ...CALENDAR, become: 'sessions' });
    const found = await slotsOf(other);
    expect(found.length).toBeGreaterThan(100);
    expect(found).toEqual(await slotsOf(engine));
    const versions = await shapesOf(other);
    expect(versions.map(({ dotCounter: _, ...shape }) => shape)).toEqual(
      (await shapesOf(engine))
        .slice(0, versions.length)
        .map(({ dotCounter: _, ...shape }) => shape),
    );
    // The same once more changes nothing.
    await imports.bring(bytes, { ...CALENDAR, become: 'sessions' });
    expect(await shapesOf(other)).toEqual(versions);
  });
});

test.each(['csv', 'xlsx'] as const)(
  'slots, who has them, what for and who shares them leave as %s and come in elsewhere [EX2] [SH7] [SV9]',
  async (format) => {
    const tags = ['vip', 'walk in'];
    const rule = 'FREQ=DAILY;COUNT=3';
    const shared = { doctorId: DR_SEN, newId: null };
    const serviceIds = [CONSULTATION];
    const room = { id: engine.newId(), branchId: SALT_LAKE, name: 'Room 1' };
    const saved = { ...room, clash: 'reason' as const, active: true };
    await engine.ask('save-room', saved);
    const what = { tags, shared, serviceIds, capacity: 2, roomId: room.id };
    await engine.ask('create-series', aSeries(engine.newId(), { rule, ...what }));
    const numbered = { ...aPatient(engine.newId(), 'Joya Mitra'), number: '=7' };
    await engine.ask('save-patient', numbered);
    for (const [id, clock, patientId] of [
      [engine.newId(), '09:15', numbered.id],
      [engine.newId(), '10:00', numbered.id],
    ] as const) {
      await engine.ask('book', aBooking(id, clock, { patientId }));
    }
    const bytes = await take({ format, content: 'slots' });
    await elsewhere(async (other) => {
      await other.ask('save-patient', numbered);
      await other.ask('save-room', saved);
      using imports = openImports(other);
      const importId = await imports.upload(bytes, `slots.${format}`);
      const inspected = await imports.ask({ kind: 'import-inspect', importId, shape: null });
      if (!inspected.ok || inspected.value.format !== 'table') throw new Error('It is a table.');
      const { columns, dateFormat, encoding, delimiter, hasHeader } = inspected.value;
      await imports.bring(bytes, {
        ...{ subject: 'slots', columns: [...columns], dateFormat, encoding, delimiter, hasHeader },
        ...{ branchId: SALT_LAKE, doctorId: DR_DAS, serviceId: CONSULTATION, slotMin: 15 },
        bookedBecomeAppointments: true,
      });
      const found = await slotsOf(other);
      expect(found.filter(({ number }) => number === '=7')).toHaveLength(2);
      expect(found).toEqual(await slotsOf(engine));
      expect(found).toHaveLength(48);
      const shapes = await shapesOf(other);
      expect(shapes.map((one) => [one.capacity, one.roomId])).toEqual([
        ...[
          [2, room.id],
          [2, room.id],
          [2, room.id],
        ],
      ]);
      expect(shapes.map((one) => one.tags)).toEqual([tags, tags, tags]);
      expect(shapes.map((one) => one.sharedWith)).toEqual([DR_SEN, DR_SEN, DR_SEN]);
      expect(shapes.map((one) => one.serviceIds)).toEqual([serviceIds, serviceIds, serviceIds]);
    });
  },
);

test('an appointment keeps its UID, its SEQUENCE grows, and one that was called off says so [EX3]', async () => {
  await engine.ask('create-series', aSeries(engine.newId()));
  const id = engine.newId();
  await engine.ask('book', aBooking(id, '09:00'));
  const read = async () => {
    const text = await textOf({});
    const of = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(text)?.[1];
    return { uid: of('UID'), sequence: Number(of('SEQUENCE')), status: of('STATUS'), text };
  };
  const first = await read();
  expect(first).toMatchObject({ uid: `${id}@daybook`, status: 'CONFIRMED' });
  expect(first.text).toContain('SUMMARY:Meera Iyer · Consultation');
  const { holdId: _, ...time } = aBooking(id, '10:00');
  await engine.ask('move', {
    ...{ appointmentId: id, branchId: time.branchId, doctorId: time.doctorId },
    ...{ startMs: time.startMs, endMs: time.endMs },
  });
  const moved = await read();
  expect(moved.sequence).toBeGreaterThan(first.sequence);
  await engine.ask('cancel', { appointmentId: id, reason: 'Ill' });
  const cancelled = await read();
  expect(cancelled.sequence).toBeGreaterThan(moved.sequence);
  expect(cancelled).toMatchObject({ uid: first.uid, status: 'CANCELLED' });
});

test('what a spreadsheet would take for a formula leaves as text [EX4]', async () => {
  await engine.ask('create-series', aSeries(engine.newId()));
  const evil = aPatient(engine.newId(), '=HYPERLINK("http://x";"Click")');
  await engine.ask('save-patient', evil);
  const note = '+1+cmd|/C calc!A0';
  await engine.ask('book', aBooking(engine.newId(), '09:00', { patientId: evil.id, note }));
  const text = await textOf({ format: 'csv' });
  expect(text).toContain(`"'=HYPERLINK(""http://x"";""Click"")"`);
  expect(text).toContain(`'${note}`);
  expect(text).not.toMatch(/(?:^|,)"?[=+\-@]/m);
  const { sheets } = await readXlsx(await take({ format: 'xlsx' }), { readStyles: true });
  const cells = [...(sheets[0]?.cells?.values() ?? [])];
  expect(cells.filter((cell) => cell.type === 'formula')).toEqual([]);
  expect(sheets[0]?.rows[1]).toContain(evil.name);
});

test('who a patient is leaves only where that was asked for, and with whom may have it [EX1]', async () => {
  await engine.ask('create-series', aSeries(engine.newId()));
  await engine.ask('book', aBooking(engine.newId(), '09:00', { note: 'Cough' }));
  for (const format of ['icalendar', 'csv'] as const) {
    expect(await textOf({ format })).toContain('Meera Iyer');
    const without = await textOf({ format, namesPatients: false });
    expect(without).toContain('Consultation');
    expect(without).not.toMatch(/Meera|98300|Cough/);
  }
  const ask = (wish: Partial<ExportWish>, actor: Partial<Actor>) =>
    answerExport(engine, ORGANISATION, { ...WISH, ...wish }, { ...admin, ...actor });
  expect(await ask({}, { role: 'front-desk' })).toMatchObject({
    error: { kind: 'names-not-permitted' },
  });
  expect(await ask({ doctorId: DR_SEN }, { role: 'doctor', doctorId: DR_DAS })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  expect(await ask({}, { role: 'doctor', doctorId: DR_DAS })).toMatchObject({
    ok: true,
    value: { count: 1, name: 'Priya Das appointments 2026-03-02.ics' },
  });
});

test('that a file left the book is in the audit trail, and a refused one is not [EX1] [AU1]', async () => {
  const before = await engine.loadBook();
  await take({ format: 'csv' });
  const wrong: readonly (readonly [Partial<ExportWish>, string])[] = [
    [{ doctorId: null }, 'doctor-missing'],
    [{ format: 'fhir' }, 'no-such-export'],
    [{ lastDay: '2026-03-01' }, 'no-such-days'],
    [{ firstDay: '2016-01-01' }, 'no-such-days'],
    [{ branchId: PATIENT }, 'not-permitted'],
  ];
  for (const [wish, kind] of wrong) {
    const answer = await answerExport(engine, ORGANISATION, { ...WISH, ...wish }, admin);
    expect(answer).toMatchObject({ ok: false, error: { kind } });
  }
  const entries = await engine.store.read((db) =>
    db.kysely
      .selectFrom('audit')
      .select(['intentKind', 'actorName', 'changes'])
      .where('no', '>', before?.auditNo ?? 0)
      .execute(),
  );
  expect(entries).toMatchObject([
    {
      ...{ intentKind: 'export', actorName: 'Ruma Paul' },
      changes: [{ kind: 'export', after: { format: 'csv', namesPatients: true, count: 0 } }],
    },
  ]);
});

test('what is kept by its mark leaves as FHIR as not free until it is anybody’s [EX5] [MK3]', async () => {
  const kept = { rule: 'FREQ=DAILY;COUNT=1', startMin: 780, endMin: 810, tags: ['Emergency'] };
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=1' }));
  await engine.ask('create-series', aSeries(engine.newId(), kept));
  const tag = { id: engine.newId(), name: 'Emergency', hue: 'red', effect: 'emergency' } as const;
  await engine.ask('save-tag', { ...tag, releaseMin: 60, active: true });
  const statuses = async () => {
    const { entry } = JSON.parse(await textOf({ format: 'fhir', content: 'slots' })) as {
      entry: { resource: { resourceType: string; status: string } }[];
    };
    const slots = entry.filter(({ resource }) => resource.resourceType === 'Slot');
    return slots.map(({ resource }) => resource.status).slice(-3);
  };
  expect(await statuses()).toEqual(['free', 'busy-unavailable', 'busy-unavailable']);
  engine.clock.advance(4 * 3_600_000);
  expect(await statuses()).toEqual(['free', 'free', 'busy-unavailable']);
});

test('free, taken and closed times leave as FHIR without a word about patients [EX5]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=2' }));
  await engine.ask('book', aBooking(engine.newId(), '09:00'));
  const times = [{ id: engine.newId(), startMs: at('12:00', 1), endMs: at('18:00', 1) }];
  const off = { doctorId: DR_DAS, kind: 'leave' as const, reason: '', affected: null, times };
  await engine.ask('add-time-off', off);
  const text = await textOf({ format: 'fhir', content: 'slots' });
  expect(text).not.toContain('Meera');
  const { entry } = JSON.parse(text) as {
    entry: { fullUrl: string; resource: Record<string, unknown> }[];
  };
  const of = (type: string) =>
    entry.filter(({ resource }) => resource.resourceType === type).map((one) => one.resource);
  expect(of('Schedule')).toHaveLength(2);
  const slots = of('Slot');
  expect(slots[0]).toMatchObject({ status: 'busy', start: '2026-03-02T03:30:00.000Z' });
  const counts = Object.groupBy(slots, (slot) => String(slot.status));
  expect(counts.free).toHaveLength(27);
  expect(counts['busy-unavailable']).toHaveLength(4);
  const known = new Set(entry.map(({ fullUrl }) => fullUrl));
  for (const slot of slots) {
    expect(known).toContain((slot.schedule as { reference: string }).reference);
  }
});

test('a break is no slot of FHIR, and is said of one event of a calendar [BR2] [EX5]', async () => {
  const tea = { name: 'Tea', startMin: 660, endMin: 680 };
  await engine.ask(
    'create-series',
    aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=1', breaks: [tea] }),
  );
  const bundle = JSON.parse(await textOf({ format: 'fhir', content: 'slots' })) as {
    readonly entry: readonly { readonly resource: Readonly<Record<string, string>> }[];
  };
  const slots = bundle.entry
    .map(({ resource }) => resource)
    .filter(({ resourceType }) => resourceType === 'Slot');
  expect(slots).toHaveLength(14);
  const during = slots.filter(
    ({ start = '', end = '' }) => Date.parse(start) < at('11:20') && Date.parse(end) > at('11:00'),
  );
  expect(during).toEqual([]);
  const calendar = await textOf({ content: 'sessions' });
  expect(
    calendar.match(/^(DTSTART|DTEND|X-DAYBOOK-BREAK).*/gm)?.map((line) => line.trim()),
  ).toEqual([
    ...['DTSTART:20260302T033000Z', 'DTEND:20260302T073000Z'],
    'X-DAYBOOK-BREAK:120/20/Tea',
  ]);
});

test('the room of working time leaves with it where the file has a place for it [RM5]', async () => {
  const roomId = engine.newId();
  const room = { id: roomId, branchId: SALT_LAKE, name: 'Room 2', clash: 'refuse' as const };
  await engine.ask('save-room', { ...room, active: true });
  await engine.ask(
    'create-series',
    aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=1', roomId }),
  );
  await engine.ask('book', aBooking(engine.newId(), '10:00'));
  const place = 'LOCATION:Salt Lake\\, Room 2';
  expect(await textOf({ content: 'appointments' })).toContain(place);
  expect(await textOf({ content: 'sessions' })).toContain(place);
  const [header, line] = (await textOf({ format: 'csv' })).split('\r\n');
  const columnAt = header?.split(',').indexOf('room') ?? -1;
  expect(line?.split(',')[columnAt]).toBe('Room 2');
  const bundle = JSON.parse(await textOf({ format: 'fhir', content: 'slots' }));
  expect(bundle.entry[0].resource.actor).toContainEqual({ type: 'Location', display: 'Room 2' });
});
