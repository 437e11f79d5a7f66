/**
 * Opens a branch's database in the folder given, and commits one row after another until it is
 * stopped, saying each on a line once it was acknowledged. With `--disk-full-after N` the disk
 * takes N more writes to the write-ahead log and then has no room.
 */
import type { EmscriptenModule } from '../../../electron/host/database/durable-fs.ts';
import { openBranchDatabase } from '../../../electron/host/database/open-branch-database.ts';

const [folder = '', , limit] = process.argv.slice(2);
const ENOSPC = 51;

interface Writable {
  write: (stream: { path?: string }, ...rest: unknown[]) => unknown;
}

let writesLeft = Number.POSITIVE_INFINITY;
const layer = (module: EmscriptenModule): void => {
  const operations = module.NODEFS.stream_ops as unknown as Writable;
  const { write } = operations;
  operations.write = (stream, ...rest) => {
    if (stream.path?.includes('pg_wal')) {
      writesLeft -= 1;
      if (writesLeft < 0) throw new module.FS.ErrnoError(ENOSPC);
    }
    return write(stream, ...rest);
  };
};

const database = await openBranchDatabase({ folder, nowMs: Date.now(), layer });
const { pglite } = database;
await pglite.exec('create table if not exists kept (n int4 primary key, text text not null)');
const { rows } = await pglite.query<{ n: number }>('select coalesce(max(n), 0) as n from kept');
if (limit !== undefined) writesLeft = Number(limit);
for (let n = (rows[0]?.n ?? 0) + 1; ; n += 1) {
  await pglite.query('insert into kept values ($1, $2)', [n, `row ${n}`]);
  process.stdout.write(`${JSON.stringify({ acknowledged: n })}\n`);
}
