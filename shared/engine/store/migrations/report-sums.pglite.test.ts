import { expect, test } from 'vitest';
import { openMemoryPglite } from '../../../../test/support/pglite.ts';
import { MIGRATIONS } from './migrations.ts';

const ORGANISATION = '00000000-0000-7000-8000-000000000001';
const START_MS = Date.UTC(2026, 2, 2, 4);

test('visits that a book has already get the times of their steps, and what reads as none is none [MI1] [RP8]', async () => {
  const pglite = await openMemoryPglite();
  const until = MIGRATIONS.findIndex(({ name }) => name === 'report-sums');
  for (const { sql } of MIGRATIONS.slice(0, until)) await pglite.exec(sql);
  const steps = [
    `${START_MS} in-consult A`,
    `${START_MS - 9} checked-in A`,
    `${START_MS - 5} arrived`,
  ];
  const texts = [
    ...steps,
    'nonsense completed A',
    `${START_MS} cancelled A`,
    `${START_MS + 1} cancelled A`,
  ];
  await pglite.exec(`set daybook.writing = 'yes'`);
  await pglite.query(
    `insert into appointment (organisation_id, id, branch_id, doctor_id, service_id, patient_id,
       start_ms, end_ms, status, note, emergency, told_by_phone, made_by, made_hlc, with_right,
       capacity, steps, seq)
     select '${ORGANISATION}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
       gen_random_uuid(), gen_random_uuid(), ${START_MS}, ${START_MS + 900_000}, 'completed', '',
       false, false, 'a.1', 0, true, 1, $1::text[], 1`,
    [texts],
  );
  for (const { sql } of MIGRATIONS.slice(until)) await pglite.exec(sql);
  const { rows } = await pglite.query(
    `select came_ms::float8 as came, began_ms::float8 as began, done_ms as done,
       cancelled_ms::float8 as cancelled from appointment`,
  );
  expect(rows).toEqual([
    { came: START_MS - 9, began: START_MS, done: null, cancelled: START_MS + 1 },
  ]);
  await pglite.close();
});
