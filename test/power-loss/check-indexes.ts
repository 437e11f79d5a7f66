import type { PGlite } from '@electric-sql/pglite';
import { tryCheck } from './try-check.ts';

/**
 * Looks into every table and index, catalogs included: B-trees and inverted indexes hold each row
 * once and in order, unique ones no two, and rows can be read. amcheck knows no GiST index, so a
 * scan by one is held against a scan without.
 */
export async function checkIndexes(pglite: PGlite): Promise<readonly string[]> {
  const problems = [
    ...(await tryCheck(() => pglite.exec('create extension if not exists amcheck'))),
    ...(await tryCheck(() => pglite.query(BTREES))),
    ...(await tryCheck(() => pglite.query(INVERTED))),
  ];
  const heaps = tryCheck(async () => {
    const { rows } = await pglite.query<{ table: string; msg: string }>(HEAPS);
    return rows.map(({ table, msg }) => `${table}: ${msg}`);
  });
  problems.push(...(await heaps));
  for (const source of GIST) {
    const differing = tryCheck(async () => {
      const [byIndex, without] = [
        await countBy(pglite, source, 'seqscan'),
        await countBy(pglite, source, 'indexscan', 'bitmapscan', 'indexonlyscan'),
      ];
      return byIndex === without ? [] : [`${source}: ${byIndex} by index, ${without} without`];
    });
    problems.push(...(await differing));
  }
  return problems;
}

const BTREES = `
  select bt_index_check(c.oid::regclass, true, i.indisunique)
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
  where a.amname = 'btree' and c.relkind = 'i' and c.relpersistence = 'p'`;

const INVERTED = `
  select gin_index_check(c.oid::regclass)
  from pg_class c join pg_am a on a.oid = c.relam
  where a.amname = 'gin' and c.relkind = 'i' and c.relpersistence = 'p'`;

const HEAPS = `
  select c.oid::regclass::text as table, v.msg
  from pg_class c, lateral verify_heapam(c.oid::regclass, check_toast => true) v
  where c.relkind in ('r', 't', 'm') and c.relpersistence = 'p'`;

const EVER = 'during && tstzrange(null, null)';

/** What the GiST indexes of the book are on, and a condition on it that all rows meet. */
const GIST = [
  `claim where verdict = 'active' and not overbooked and capacity = 1
    and box(point(start_ms, uuid_hash(doctor_id)), point(end_ms - 1, uuid_hash(doctor_id) + 0.5))
      && box(point('-infinity', '-infinity'), point('infinity', 'infinity'))`,
  `session where ${EVER}`,
  `session where confirmed and not deleted and ${EVER}`,
];

/** How many rows have a time, and a sum over them, without some ways of scanning. */
async function countBy(pglite: PGlite, source: string, ...without: string[]): Promise<string> {
  for (const way of without) await pglite.exec(`set enable_${way} = off`);
  const { rows } = await pglite.query<{ found: string }>(
    `select count(*) || ' rows, ' || coalesce(sum(hashtext(id::text)), 0) as found
     from ${source}`,
  );
  for (const way of without) await pglite.exec(`reset enable_${way}`);
  return rows.map(({ found }) => found).join();
}
