import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type BranchDatabase,
  openBranchDatabase,
} from '../../electron/host/database/open-branch-database.ts';
import { createSeeded } from '../simulation/seeded.ts';
import { MONDAY_8_MS, type TestEngine } from '../support/engine.ts';
import type { Asked } from './diary.ts';
import { findProblems } from './find-problems.ts';
import { openDesks } from './open-desks.ts';
import { BOOK } from './record-run.ts';
import { reopenEngine } from './reopen-engine.ts';
import { makeScratchFolder } from './scratch-folder.ts';

const STEPS = 40;

const scratch = makeScratchFolder('problems');
const asked = new Map<string, Asked>();
let database: BranchDatabase;
let engine: TestEngine;
beforeAll(async () => {
  const folder = join(scratch, BOOK);
  database = await openBranchDatabase({ folder, nowMs: MONDAY_8_MS, keys: null });
  const diary = {
    asked: (intent: Asked['intent']) => asked.set(intent.id, { intent, outcome: null }),
    answered: (id: string, outcome: Asked['outcome']) => {
      const one = asked.get(id);
      if (one) asked.set(id, { ...one, outcome });
    },
  };
  const desks = await openDesks(database.connector, { seed: 5, seeded: createSeeded(5), diary });
  for (let step = 0; step < STEPS; step += 1) await desks.step();
  await database.pglite.exec('create extension if not exists amcheck');
  engine = await reopenEngine(database.connector, 6);
});
afterAll(async () => {
  await database.close();
  fs.rmSync(scratch, { recursive: true });
});
beforeEach(() => database.pglite.exec(`begin; set local daybook.writing = 'yes'`));
afterEach(() => database.pglite.exec('rollback'));

const problems = () => findProblems(database.pglite, engine.store, [...asked.values()]);

test('nothing is wrong with a book in good order', async () => {
  expect(await problems()).toEqual([]);
});

const A_BOOKING = `(select intent_id from audit where intent_kind = 'book' order by no limit 1)`;
const A_CLAIM = (order: 'asc' | 'desc'): string =>
  `(select id from claim where verdict = 'active' and capacity = 1 and not overbooked
    order by id ${order} limit 1)`;
/** Changes a table behind the back of one of its indexes. */
const behind = (index: string, change: string): string => `
  update pg_index set indisready = false where indexrelid = '${index}'::regclass;
  ${change};
  update pg_index set indisready = true where indexrelid = '${index}'::regclass`;

test.each([
  [
    'an acknowledged intent is lost',
    `delete from applied_intent where id = ${A_BOOKING}`,
    /book .* was acknowledged and is lost/,
  ],
  [
    'an intent was done twice',
    `insert into audit select (jsonb_populate_record(a, jsonb_build_object('no', b.audit_no + 1))).*
     from audit a, book b where a.intent_id = ${A_BOOKING}`,
    /book .* is in audit entries \[\d+,\d+\] instead of \[\d+\]/,
  ],
  [
    'an intent was done that nobody asked for',
    `update applied_intent set id = gen_random_uuid() where id = ${A_BOOKING}`,
    /is done and was never asked/,
  ],
  [
    'an intent has another outcome',
    `update applied_intent set outcome = '{}' where id = ${A_BOOKING}`,
    /has another outcome than was told/,
  ],
  [
    'an audit entry was altered',
    `update audit set reason = 'x' where no = 5`,
    /audit entry 5 does not follow/,
  ],
  [
    'the last audit entry is gone',
    'delete from audit where no = (select audit_no from book)',
    /is not where its audit trail ends/,
  ],
  [
    'a record is not as it was written',
    `update patient set note = 'torn' where id = (select min(id::text)::uuid from patient)`,
    /patient .* is not as it was audited/,
  ],
  [
    'a record is lost',
    'delete from appointment where id = (select min(id::text)::uuid from appointment)',
    /appointment .* was audited and is not there/,
  ],
  [
    'a record is not kept for central',
    `delete from dirty where kind = 'branch'`,
    /branch .* is not noted unsent/,
  ],
  [
    'an appointment has no claim',
    `delete from claim where id = ${A_CLAIM('asc')}`,
    /the claim of appointment .* does not follow from it/,
  ],
  [
    "a doctor's time is given twice",
    `update claim set doctor_id = c.doctor_id, start_ms = c.start_ms, end_ms = c.end_ms
     from claim c where c.id = ${A_CLAIM('asc')} and claim.id = ${A_CLAIM('desc')}`,
    /claim.claim_doctor_once is violated 1 times/,
  ],
  [
    'a row breaks a check',
    'alter table appointment add constraint early check (start_ms < 0) not valid',
    /appointment.early is violated \d+ times/,
  ],
  [
    'a B-tree lacks a row',
    behind('appointment_patient', 'update appointment set start_ms = start_ms + 1'),
    /lacks matching index tuple within index "appointment_patient"/,
  ],
  [
    'a GiST index lacks a row',
    behind('session_doctor_during', 'update session set start_ms = start_ms + 1'),
    /session where during.*: .* by index, .* without/,
  ],
])('it is told when %s [DU13]', async (_, damage, problem) => {
  await database.pglite.exec(damage);
  expect((await problems()).join('\n')).toMatch(problem);
});
