/**
 * Opens a branch's database in the folder given, and commits one row after another until it is
 * stopped, saying each on a line once it was acknowledged; `--key` is the book's, in hex. With
 * `--break` the disk breaks once the database is open (a `Break`, as JSON), while every tenth row
 * comes with work that uses the disk in every way the database knows.
 */
import { parseArgs } from 'node:util';
import { openRealDisk } from '../../../electron/host/database/disk/open-real-disk.ts';
import { openBranchDatabase } from '../../../electron/host/database/open-branch-database.ts';
import { type Break, breakDisk } from '../break-disk.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { key: { type: 'string' }, break: { type: 'string' } },
});
const [folder = ''] = positionals;
const fault = values.break === undefined ? null : (JSON.parse(values.break) as Break);
const keys =
  values.key === undefined ? null : { current: Buffer.from(values.key, 'hex'), former: null };
const breakable = breakDisk(openRealDisk());
const EVERY_WAY = [
  'create table if not exists side as select g, repeat(md5(g::text), 8) t from generate_series(1, 3000) g',
  "set work_mem = '64kB'",
  'select count(*) from (select t from side order by t desc offset 10) x',
  'update side set g = g + 1',
  'checkpoint',
  'delete from side where g > 100',
  'vacuum side',
  'select pg_switch_wal()',
  'checkpoint',
  'drop table side',
  'checkpoint',
];

/** The one thing for which it removes a folder; it costs a copy of the whole database. */
const FOLDER_OF_ITS_OWN = ['create database scrap template postgres', 'drop database scrap'];
const work = fault?.operation === 'removeFolder' ? FOLDER_OF_ITS_OWN : EVERY_WAY;

const { disk } = breakable;
const { pglite } = await openBranchDatabase({ folder, nowMs: Date.now(), keys, disk });
await pglite.exec('create table if not exists kept (n int4 primary key, text text not null)');
const { rows } = await pglite.query<{ n: number }>('select coalesce(max(n), 0) as n from kept');
if (fault) breakable.start(fault);
/** Nobody is left to stop it when the test itself was killed. */
const parent = process.ppid;
for (let n = (rows[0]?.n ?? 0) + 1; process.ppid === parent; n += 1) {
  await pglite.query('insert into kept values ($1, $2)', [n, `row ${n}`]);
  process.stdout.write(`${JSON.stringify({ acknowledged: n })}\n`);
  if (!fault || n % 10 > 0) continue;
  for (const statement of work) await pglite.exec(statement);
}
process.exit();
