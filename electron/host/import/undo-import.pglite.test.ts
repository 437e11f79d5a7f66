import { expect, test } from 'vitest';
import type { ImportMapping } from '../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import {
  aBooking,
  aPatient,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { PEOPLE_MAPPING } from '../../../test/support/importing.ts';
import { openImports } from '../../../test/support/open-imports.ts';
import { aCalendar, anEvent } from '../../../test/support/read-ics.ts';
import { openThreeReplicas } from '../../../test/support/three-replicas.ts';

const PATIENTS = ['id,name', ...Array.from({ length: 40 }, (_, i) => `${i + 1},Person ${i + 1}`)];
/** A Monday with a gap, half of it booked. */
const SLOTS = [
  'id,date,time,available',
  ...Array.from({ length: 16 }, (_, i) => {
    const minute = 9 * 60 + i * 15 + (i > 8 ? 60 : 0);
    const time = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0'));
    return `${i + 1},2026-03-09,${time.join(':')},${i % 2 === 0}`;
  }),
];

const OF_SLOTS: ImportMapping = {
  ...{
    ...PEOPLE_MAPPING,
    subject: 'slots',
    columns: ['id', 'date', 'time', 'available'],
    slotMin: 15,
  },
  ...{ doctorId: DR_SEN, serviceId: CONSULTATION, bookedBecomeAppointments: true },
};

/** What is in force of an import, as anyone sees it. */
const standing = (engine: TestEngine) =>
  engine.store.read(async (db) => {
    const of = async (table: 'patient' | 'session' | 'slot') => {
      const rows = await db.kysely
        .selectFrom(table as 'session')
        .select('id')
        .where('deleted', '=', false)
        .execute();
      return rows.length;
    };
    const appointments = await db.kysely
      .selectFrom('appointment')
      .select('id')
      .where('status', '<>', 'entered-in-error')
      .execute();
    const claims = await db.kysely.selectFrom('claim').select('id').execute();
    return {
      ...{ patients: await of('patient'), sessions: await of('session'), slots: await of('slot') },
      ...{ appointments: appointments.length, claims: claims.length },
    };
  });

test('an import that central and others heard of is taken back everywhere, and may come again [IM4]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake, parkStreet, central, meet } = world;
  using imports = openImports(saltLake);
  const before = new Map<TestEngine, unknown>();
  for (const engine of world.all) before.set(engine, await standing(engine));
  const patients = await imports.bring(PATIENTS.join('\n'), PEOPLE_MAPPING);
  const slots = await imports.bring(SLOTS.join('\n'), OF_SLOTS);
  await meet();
  const atCentral = await standing(central);
  expect(atCentral).toMatchObject({ appointments: 8, claims: 8 });
  expect(await imports.ask({ kind: 'import-undo', importId: patients })).toMatchObject({
    error: { kind: 'undo-touches-newer' },
  });
  expect(await imports.ask({ kind: 'import-undo', importId: slots })).toMatchObject({ ok: true });
  expect(await imports.ask({ kind: 'import-undo', importId: patients })).toMatchObject({
    ok: true,
  });
  await meet();
  for (const engine of world.all) expect(await standing(engine)).toEqual(before.get(engine));
  expect((await saltLake.loadBook())?.counter).toBe((await saltLake.loadBook())?.acked);
  // The time is free again, and the file too.
  const input = aBooking(parkStreet.newId(), '09:15', { doctorId: DR_SEN });
  const again = { ...input, startMs: at('09:15', 7), endMs: at('09:30', 7) };
  expect(await saltLake.ask('book', again)).toMatchObject({ error: { kind: 'outside-session' } });
  await imports.bring(PATIENTS.join('\n'), PEOPLE_MAPPING);
  await imports.bring(SLOTS.join('\n'), OF_SLOTS);
  await meet();
  expect(await standing(central)).toEqual(atCentral);
}, 120_000);

test('an import of which central took one part and not yet the other is taken back whole [IM4]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake, central, meet } = world;
  using imports = openImports(saltLake);
  const before = await standing(central);
  const patients = await imports.bring(PATIENTS.join('\n'), PEOPLE_MAPPING);
  // The frame is on its way: central has it, and the answer is not here yet.
  const frame = await saltLake.nextPush(ORGANISATION);
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  expect(await central.exchange(device, frame)).toMatchObject({ ok: true });
  expect(await imports.ask({ kind: 'import-undo', importId: patients })).toMatchObject({
    ok: true,
  });
  await exchange(saltLake, central);
  await meet();
  expect(await standing(central)).toEqual(before);
  expect(await standing(saltLake)).toMatchObject({ patients: 1 });
});

test('an import whose patient someone elsewhere has edited or booked is not taken back [IM4]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake, central, meet } = world;
  using imports = openImports(saltLake);
  const patients = await imports.bring(PATIENTS.join('\n'), PEOPLE_MAPPING);
  await meet();
  const [one] = await central.store.read((db) =>
    db.kysely.selectFrom('patient').selectAll().where('number', '=', '7').execute(),
  );
  const edited = { ...aPatient(one?.id ?? '', 'Person Seven'), number: '7' };
  expect(await central.ask('save-patient', edited)).toMatchObject({ ok: true });
  await meet();
  expect(await imports.ask({ kind: 'import-undo', importId: patients })).toEqual({
    ok: false,
    error: { kind: 'undo-touches-newer', count: 1 },
  });
  expect(await standing(saltLake)).toMatchObject({ patients: 41 });
});

test('what a calendar brought and changed is so everywhere, and taken back everywhere [IM11]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake, parkStreet, central, meet } = world;
  using imports = openImports(saltLake);
  const mapping: CalendarMapping = {
    ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_DAS, become: 'time-off' },
    ...{ firstDay: '2026-03-02', lastDay: '2026-03-31', removesGone: true },
    ...{ timeOffKind: 'leave', keepsTitles: false, affected: null, slotMin: 15 },
  };
  const event = (uid: string, day: number): string =>
    anEvent(`UID:${uid}`, `DTSTART:202603${day}T043000Z`, 'DURATION:PT1H');
  const away = (engine: TestEngine) =>
    engine.store.read((db) =>
      db.kysely
        .selectFrom('timeOff')
        .select(['id', 'startMs', 'endMs'])
        .where('deleted', '=', false)
        .orderBy('startMs')
        .execute(),
    );
  await imports.bring(aCalendar(event('a', 10), event('b', 11)), mapping);
  await meet();
  const first = await away(saltLake);
  expect(first).toHaveLength(2);
  const again = await imports.bring(aCalendar(event('a', 12), event('c', 13)), mapping);
  await meet();
  for (const engine of [saltLake, parkStreet, central]) {
    expect((await away(engine)).map(({ startMs }) => startMs)).toEqual([
      at('10:00', 10),
      at('10:00', 11),
    ]);
  }
  expect(await imports.ask({ kind: 'import-undo', importId: again })).toMatchObject({ ok: true });
  await meet();
  for (const engine of [saltLake, parkStreet, central]) expect(await away(engine)).toEqual(first);
});

test('working time of a calendar is confirmed by central, and taken back there too [IM11]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake, central, meet } = world;
  using imports = openImports(saltLake);
  const before = new Map<TestEngine, unknown>();
  for (const engine of world.all) before.set(engine, await standing(engine));
  const event = anEvent('DTSTART:20260308T043000Z', 'DURATION:PT3H', 'RRULE:FREQ=WEEKLY;COUNT=3');
  const importId = await imports.bring(aCalendar(event), {
    ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_SEN, become: 'sessions' },
    ...{ firstDay: '2026-03-02', lastDay: '2026-03-31', removesGone: true },
    ...{ timeOffKind: 'leave', keepsTitles: false, affected: null, slotMin: 15 },
  });
  await meet();
  const confirmed = await saltLake.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select(['confirmed', 'startMs'])
      .where('startMs', 'in', [at('10:00', 6), at('10:00', 13), at('10:00', 20)])
      .execute(),
  );
  expect(confirmed.map((session) => session.confirmed)).toEqual([true, true, true]);
  expect(await standing(central)).not.toEqual(before.get(central));
  expect(await imports.ask({ kind: 'import-undo', importId })).toMatchObject({ ok: true });
  await meet();
  for (const engine of world.all) expect(await standing(engine)).toEqual(before.get(engine));
});
