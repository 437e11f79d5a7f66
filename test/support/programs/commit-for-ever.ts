/**
 * Opens a branch's database in the folder given, and commits one row after another until it is
 * stopped, saying each on a line once it was acknowledged. With `--disk-full-after N` the disk
 * takes N more writes to the write-ahead log and then has no room.
 */
import type { BookDisk } from '../../../electron/host/database/disk/book-disk.ts';
import { openRealDisk } from '../../../electron/host/database/disk/open-real-disk.ts';
import { openBranchDatabase } from '../../../electron/host/database/open-branch-database.ts';

const [folder = '', , limit] = process.argv.slice(2);

let writesLeft = Number.POSITIVE_INFINITY;
const real = openRealDisk();
const logFiles = new Set<number>();
const disk: BookDisk = {
  ...real,
  open: (path, access) => {
    const file = real.open(path, access);
    if (path.includes('pg_wal')) logFiles.add(file);
    else logFiles.delete(file);
    return file;
  },
  write: (file, bytes, position) => {
    if (logFiles.has(file)) {
      writesLeft -= 1;
      if (writesLeft < 0) throw Object.assign(new Error('No room.'), { code: 'ENOSPC' });
    }
    real.write(file, bytes, position);
  },
};

const database = await openBranchDatabase({ folder, nowMs: Date.now(), disk });
const { pglite } = database;
await pglite.exec('create table if not exists kept (n int4 primary key, text text not null)');
const { rows } = await pglite.query<{ n: number }>('select coalesce(max(n), 0) as n from kept');
if (limit !== undefined) writesLeft = Number(limit);
for (let n = (rows[0]?.n ?? 0) + 1; ; n += 1) {
  await pglite.query('insert into kept values ($1, $2)', [n, `row ${n}`]);
  process.stdout.write(`${JSON.stringify({ acknowledged: n })}\n`);
}
