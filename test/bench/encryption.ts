import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BranchDatabase } from '../../electron/host/database/open-branch-database.ts';
import { atMost, costOf, type Figure, median, ratioAtMost, reportFigures, say } from './figure.ts';
import { inOwnProcess } from './own-process.ts';

/**
 * What encryption costs: the same work on two books side by side, one encrypted and one in clear;
 * and what a book costs to open as it grows. `node test/bench/encryption.ts`, with `--long` up to
 * a million rows.
 */

const KEY = new Uint8Array(64).map((_, i) => i);
const COMMITS = 400;
const WARM_UP = 50;
const BULKS = 5;
const BULK_ROWS = 100_000;
const ROUNDS = 5;
const SIZES = process.argv.includes('--long') ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];

const TABLE = `create table visit (id int8 primary key, doctor int4 not null, name text not null,
  during tstzrange not null);
  create index visit_doctor on visit (doctor, during); create index visit_name on visit (name)`;
const rowsFrom = (from: number, count: number): string =>
  `insert into visit select n, n % 40, 'Patient ' || md5(n::text), tstzrange(
     '2026-01-01'::timestamptz + n * interval '5 min', '2026-01-01'::timestamptz + (n + 1) * interval '5 min')
   from generate_series(${from + 1}, ${from + count}) n`;

type Kind = 'encrypted' | 'clear';
const KINDS: readonly Kind[] = ['encrypted', 'clear'];

/** Loaded in here, so that a process that measures an opening measures that, too. */
async function open(folder: string, kind: Kind): Promise<BranchDatabase> {
  const { openBranchDatabase } = await import(
    '../../electron/host/database/open-branch-database.ts'
  );
  const keys = kind === 'encrypted' ? { current: KEY, former: null } : null;
  return openBranchDatabase({ folder, nowMs: Date.now(), keys });
}

const figure = (name: string, ours: number, clear: number, limit?: Figure['limit']): Figure => ({
  ...{ bench: 'encryption', name, ours, limit: limit ?? null },
  peer: { name: 'in clear', value: clear },
});

type Both = Readonly<Record<Kind, BranchDatabase>>;

/** The two take turns, so that whatever else the machine does hits both. */
async function inTurns(
  both: Both,
  times: number,
  work: (database: BranchDatabase, n: number) => Promise<unknown>,
) {
  const wall: Record<Kind, number[]> = { encrypted: [], clear: [] };
  const cpu: Record<Kind, number[]> = { encrypted: [], clear: [] };
  for (let n = 0; n < times; n += 1) {
    for (const kind of n % 2 === 0 ? KINDS : KINDS.toReversed()) {
      const cost = await costOf(() => work(both[kind], n));
      wall[kind].push(cost.wallMs);
      cpu[kind].push(cost.cpuMs);
    }
  }
  return { wall, cpu };
}

async function benchWork(folder: string): Promise<Figure[]> {
  const both: Both = {
    encrypted: await open(join(folder, 'work-encrypted'), 'encrypted'),
    clear: await open(join(folder, 'work-clear'), 'clear'),
  };
  for (const kind of KINDS) await both[kind].pglite.exec(TABLE);
  const commits = await inTurns(both, WARM_UP + COMMITS, ({ pglite }, n) =>
    pglite.exec(rowsFrom(n, 1)),
  );
  const bulks = await inTurns(both, BULKS, ({ pglite }, n) =>
    pglite.exec(rowsFrom(1_000_000 + n * BULK_ROWS, BULK_ROWS)),
  );
  const checkpoints = await inTurns(both, BULKS, async ({ pglite }, n) => {
    await pglite.exec(`update visit set doctor = ${n} where id % 50 = 1`);
    await pglite.exec('checkpoint');
  });
  for (const kind of KINDS) await both[kind].close();
  const of = (values: Record<Kind, number[]>, kind: Kind, from = 0): number =>
    median(values[kind].slice(from));
  const compare = (
    name: string,
    values: Record<Kind, number[]>,
    { from = 0, limit }: { readonly from?: number; readonly limit?: Figure['limit'] } = {},
  ): Figure => figure(name, of(values, 'encrypted', from), of(values, 'clear', from), limit);
  return [
    compare('commit, ms', commits.wall, { from: WARM_UP, limit: ratioAtMost(1.4) }),
    compare('commit, CPU ms', commits.cpu, { from: WARM_UP }),
    compare('100,000 rows at once, ms', bulks.wall, { limit: ratioAtMost(1.5) }),
    compare('100,000 rows at once, CPU ms', bulks.cpu),
    compare('update of 1 row in 50 and checkpoint, ms', checkpoints.wall),
  ];
}

/** Of one process: how long an opening takes, and what memory it has then and after some work. */
interface Opening {
  readonly openMs: number;
  readonly openMb: number;
  readonly workedMb: number;
}

async function measureOpening(folder: string, kind: Kind): Promise<Opening> {
  const startMs = performance.now();
  const database = await open(folder, kind);
  const openMs = performance.now() - startMs;
  const openMb = process.memoryUsage().rss / 1e6;
  for (let doctor = 0; doctor < 40; doctor += 1) {
    const query = 'select * from visit where doctor = $1 order by during limit 50';
    if (await hasVisits(database)) await database.pglite.query(query, [doctor]);
  }
  const workedMb = process.memoryUsage().rss / 1e6;
  await database.close();
  return { openMs, openMb, workedMb };
}

async function hasVisits({ pglite }: BranchDatabase): Promise<boolean> {
  const { rows } = await pglite.query<{ there: boolean }>(
    `select to_regclass('visit') is not null as there`,
  );
  return rows[0]?.there ?? false;
}

const opening = (folder: string, kind: Kind): Opening =>
  inOwnProcess<Opening>(import.meta.filename, 'open', folder, kind);

function compareOpenings(
  what: string,
  fresh: (kind: Kind) => Opening,
  limit?: Figure['limit'],
): Figure[] {
  const all: Record<Kind, Opening[]> = { encrypted: [], clear: [] };
  for (let n = 0; n < ROUNDS; n += 1) for (const kind of KINDS) all[kind].push(fresh(kind));
  const of = (kind: Kind, key: keyof Opening): number => median(all[kind].map((one) => one[key]));
  const compare = (name: string, key: keyof Opening, limit?: Figure['limit']): Figure =>
    figure(`${what}: ${name}`, of('encrypted', key), of('clear', key), limit);
  return [
    compare('to open, ms', 'openMs', limit),
    compare('memory then, MB', 'openMb'),
    compare('memory after work, MB', 'workedMb'),
  ];
}

async function benchGrowth(folder: string): Promise<Figure[]> {
  const placeOf = (kind: Kind): string => join(folder, `growth-${kind}`);
  const figures: Figure[] = [];
  let count = 0;
  for (const size of SIZES) {
    for (const kind of KINDS) {
      const database = await open(placeOf(kind), kind);
      if (count === 0) await database.pglite.exec(TABLE);
      for (let from = count; from < size; from += BULK_ROWS) {
        await database.pglite.exec(rowsFrom(from, Math.min(BULK_ROWS, size - from)));
      }
      await database.pglite.exec('vacuum (analyze) visit');
      await database.close();
    }
    count = size;
    say(`  ${size} rows`);
    const name = `reopening ${size.toLocaleString('en-GB')} rows`;
    figures.push(...compareOpenings(name, (kind) => opening(placeOf(kind), kind)));
  }
  return figures;
}

function benchFirstStart(folder: string): Figure[] {
  const place = join(folder, 'first');
  const fresh = (kind: Kind): Opening => {
    rmSync(place, { recursive: true, force: true });
    return opening(place, kind);
  };
  // The template is made once for a checkout, before anyone starts anything.
  fresh('clear');
  return compareOpenings('first start', fresh, atMost(1_000));
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-encryption-'));
  try {
    reportFigures([
      ...(await benchWork(folder)),
      ...benchFirstStart(folder),
      ...(await benchGrowth(folder)),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [command, place = '', kind] = process.argv.slice(2);
if (command === 'open') {
  const measured = await measureOpening(place, kind === 'encrypted' ? 'encrypted' : 'clear');
  process.stdout.write(`${JSON.stringify(measured)}\n`);
} else {
  await run();
}
