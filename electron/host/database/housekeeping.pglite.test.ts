import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Timers } from '../../../shared/core/timers.ts';
import { keepHouse } from './housekeeping.ts';
import { type BranchDatabase, openBranchDatabase } from './open-branch-database.ts';

const MINUTE_MS = 60_000;
/** Of pg_control: where the state is, and the state of a database that was closed well. */
const STATE_OFFSET = 16;
const SHUT_DOWN = 1;

let place: string;
let folder: string;
let database: BranchDatabase;
beforeEach(async () => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-house-'));
  folder = join(place, 'book');
  // In clear, so that the test can look into a file.
  database = await openBranchDatabase({ folder, nowMs: Date.now(), keys: null });
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

/** The house is looked after when the test says so, at the time it says. */
function startHouse() {
  let nowMs = 0;
  let look = (): void => undefined;
  let looked = (): void => undefined;
  const errors: unknown[] = [];
  const timers: Timers = {
    after: (_delayMs, run) => {
      look = run;
      looked();
      return () => undefined;
    },
  };
  const { withSession } = database.connector;
  const house = keepHouse(
    withSession,
    timers,
    () => nowMs,
    (error) => errors.push(error),
  );
  return {
    stop: house.stop,
    errors,
    lookAfter: (ms: number) => {
      nowMs += ms;
      const done = new Promise<void>((resolve) => {
        looked = resolve;
      });
      look();
      return done;
    },
  };
}

const query = async <T>(sql: string): Promise<T[]> =>
  (await database.pglite.query(sql)).rows as T[];
const lastCheckpoint = async (): Promise<string> => {
  const [row] = await query<{ at: string }>(
    'select checkpoint_lsn::text as at from pg_control_checkpoint()',
  );
  return row?.at ?? '';
};

test('a table that changed much is vacuumed and analysed, another is left alone [DU12]', async () => {
  await database.pglite.exec(`
    create table quiet as select n from generate_series(1, 5000) n;
    select pg_stat_force_next_flush();
  `);
  await database.pglite.exec(`
    create table busy as select n, 'x' as text from generate_series(1, 5000) n;
    analyze quiet;
    update busy set n = n + 1;
    select pg_stat_force_next_flush();
  `);
  const house = startHouse();
  const state = () =>
    query<{ name: string; vacuumed: boolean; analysed: boolean; dead: number }>(
      `select relname as name, last_vacuum is not null as vacuumed,
         last_analyze is not null as analysed, n_dead_tup::int4 as dead
       from pg_stat_user_tables where relname in ('busy', 'quiet') order by 1`,
    );
  const quiet = { name: 'quiet', vacuumed: false, analysed: true, dead: 0 };
  await house.lookAfter(MINUTE_MS);
  expect(await state()).toEqual([
    { name: 'busy', vacuumed: false, analysed: false, dead: 5000 },
    quiet,
  ]);
  await house.lookAfter(9 * MINUTE_MS);
  expect(await state()).toEqual([{ name: 'busy', vacuumed: true, analysed: true, dead: 0 }, quiet]);
  expect(house.errors).toEqual([]);
  house.stop();
  await database.close();
});

test('what was written is checkpointed after minutes, or at once when it is much [DU12]', async () => {
  const house = startHouse();
  await house.lookAfter(6 * MINUTE_MS);
  const first = await lastCheckpoint();
  await database.pglite.exec('create table few as select 1 as n');
  await house.lookAfter(MINUTE_MS);
  expect(await lastCheckpoint()).toBe(first);
  await house.lookAfter(4 * MINUTE_MS);
  const second = await lastCheckpoint();
  expect(second).not.toBe(first);
  // Looking for the first time writes a little, too; after that nothing happens any more.
  await house.lookAfter(6 * MINUTE_MS);
  const third = await lastCheckpoint();
  await house.lookAfter(6 * MINUTE_MS);
  expect(await lastCheckpoint()).toBe(third);
  await database.pglite.exec(
    'create table many as select n, repeat(md5(n::text), 8) as text from generate_series(1, 80000) n',
  );
  await house.lookAfter(1_000);
  expect(await lastCheckpoint()).not.toBe(third);
  expect(house.errors).toEqual([]);
  house.stop();
  await database.close();
});

test('after a good end there is nothing to recover [DU12]', async () => {
  const control = join(folder, 'global', 'pg_control');
  const state = (): number => fs.readFileSync(control).readUInt32LE(STATE_OFFSET);
  await database.pglite.exec('create table kept as select 1 as n');
  expect(state()).not.toBe(SHUT_DOWN);
  await database.close();
  expect(state()).toBe(SHUT_DOWN);
});
