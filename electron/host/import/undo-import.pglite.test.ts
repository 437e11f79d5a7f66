import { expect, test } from 'vitest';
import type { ImportMapping } from '../../../shared/wire/desk/import.ts';
import {
  aBooking,
  aPatient,
  at,
  CONSULTATION,
  DR_SEN,
  ORGANISATION,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openImports } from '../../../test/support/open-imports.ts';
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

const MAPPING: ImportMapping = {
  ...{ subject: 'patients', columns: ['id', 'name'], dateFormat: 'yyyy-mm-dd', encoding: 'utf-8' },
  ...{ delimiter: ',', hasHeader: true, branchId: SALT_LAKE, doctorId: null, serviceId: null },
  ...{ slotMin: null, bookedBecomeAppointments: false },
};
const OF_SLOTS: ImportMapping = {
  ...{ ...MAPPING, subject: 'slots', columns: ['id', 'date', 'time', 'available'], slotMin: 15 },
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
  const patients = await imports.bring(PATIENTS.join('\n'), MAPPING);
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
  await imports.bring(PATIENTS.join('\n'), MAPPING);
  await imports.bring(SLOTS.join('\n'), OF_SLOTS);
  await meet();
  expect(await standing(central)).toEqual(atCentral);
}, 120_000);

test('an import of which central took one part and not yet the other is taken back whole [IM4]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake, central, meet } = world;
  using imports = openImports(saltLake);
  const before = await standing(central);
  const patients = await imports.bring(PATIENTS.join('\n'), MAPPING);
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
  const patients = await imports.bring(PATIENTS.join('\n'), MAPPING);
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
