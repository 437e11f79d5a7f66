import type { PGlite } from '@electric-sql/pglite';
import { StoreUnusable } from './store-unusable.ts';

const MUST_BE_ON = ['fsync', 'full_page_writes', 'data_checksums', 'synchronous_commit'];

/**
 * Proves at every start that a commit reaches the disk before it is acknowledged. An update of
 * PGlite that changed how it syncs would otherwise cost patients their appointments silently.
 */
export async function proveDurable(pglite: PGlite, syncCount: () => number): Promise<void> {
  for (const setting of MUST_BE_ON) {
    const { rows } = await pglite.query<Record<string, string>>(`show ${setting}`);
    const value = Object.values(rows[0] ?? {})[0];
    if (value !== 'on') throw notDurable(`${setting} is ${value}`);
  }
  await pglite.exec('create table if not exists durable_test (at int8 not null)');
  const before = syncCount();
  await pglite.exec('truncate durable_test');
  await pglite.query('insert into durable_test values ($1)', [before]);
  if (syncCount() <= before) throw notDurable('a commit did not reach the disk');
}

const notDurable = (why: string): StoreUnusable =>
  new StoreUnusable(
    `This computer would not keep what is written (${why}). Daybook does not start, so that nothing is lost. Tell your support.`,
    { problem: 'not-durable' },
  );
