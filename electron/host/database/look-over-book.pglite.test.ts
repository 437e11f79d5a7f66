import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Timers } from '../../../shared/core/timers.ts';
import type { Connector, Session } from '../../../shared/engine/store/session.ts';
import { watchDamage } from './book-damage.ts';
import { lookOverBook } from './look-over-book.ts';
import { noteUse } from './note-use.ts';
import { openBranchDatabase } from './open-branch-database.ts';

let place: string;
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-look-'));
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

const openIt = () =>
  // In clear, so that the test can damage a page.
  openBranchDatabase({ folder: join(place, 'book'), nowMs: Date.now(), keys: null });

test('all of a book is looked over, giving way to whoever uses it, and a page that is not as it was written is told [BU10]', async () => {
  const before = await openIt();
  await before.pglite.exec('create table kept as select n from generate_series(1, 40000) n');
  const found = await before.pglite.query(`select pg_relation_filepath('kept') as path`);
  const [file] = found.rows as { path: string }[];
  await before.pglite.exec('checkpoint');
  await before.close();
  const damaged = fs.openSync(join(place, 'book', file?.path ?? ''), 'r+');
  fs.writeSync(damaged, Buffer.alloc(64, 0x78), 0, 64, 100 * 8192 + 4000);
  fs.closeSync(damaged);

  const database = await openIt();
  let nowMs = 0;
  const parts: string[] = [];
  const told: unknown[] = [];
  const watched = watchDamage(database.connector, (error) => told.push(error));
  const { connector, quietForMs } = noteUse(watched, () => nowMs);
  // Time passes as fast as whoever waits for it asks, and somebody uses the book all the time.
  const timers: Timers = {
    after: (delayMs, run) => {
      nowMs += delayMs;
      const timer = setImmediate(() => connector.withSession(async () => undefined).then(run));
      return () => clearImmediate(timer);
    },
  };
  const noting: Connector['withSession'] = (use) =>
    watched.withSession((session) => {
      const query: Session['query'] = (sql, values) => {
        parts.push(sql);
        return session.query(sql, values);
      };
      return use({ ...session, query });
    });
  const error = await new Promise((resolve) =>
    lookOverBook({ withSession: noting }, { timers, quietForMs }, resolve),
  );
  expect(String(error)).toContain('invalid page');
  expect(told).toEqual([error]);
  // The table stands among the largest, so most of the book was looked over before, and without a fault.
  expect(parts.filter((sql) => sql.includes('verify_heapam')).length).toBeGreaterThan(40);
  expect(parts.filter((sql) => sql.includes('bt_index_check')).length).toBeGreaterThan(40);
  expect(nowMs / parts.length).toBeGreaterThan(3_000);
  await database.close();
});
