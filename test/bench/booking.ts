import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBranchDatabase } from '../../electron/host/database/open-branch-database.ts';
import { aBooking, aSeries, at, DR_DAS, openTestEngine, setUpClinic } from '../support/engine.ts';

/**
 * What a booking costs, on disk with fsync, from the engine being asked to its acknowledgement,
 * beside one bare row inserted into the same database in the same run; and what a first start and
 * a reopening cost. Run by `node test/bench/booking.ts`.
 */

const BOOKINGS = 400;
const WARM_UP = 40;
const LIMIT = 5;
const MINUTE_MS = 60_000;

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

async function costOf(run: () => Promise<unknown>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - start, cpuMs: (user + system) / 1000 };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
const open = () =>
  openBranchDatabase({ folder: join(folder, 'book'), nowMs: Date.now(), keys: null });

const firstStart = await costOf(async () => (await open()).close());
const reopening = await costOf(async () => (await open()).close());
const database = await open();
const { connector, pglite } = database;
const engine = await openTestEngine({ connector });
await setUpClinic(engine);
await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY', slotMin: 5 }));
await pglite.exec('create table bare (id uuid primary key, note text not null)');
await pglite.exec('analyze');

const bookings: Cost[] = [];
const bare: Cost[] = [];
for (let i = 0; i < BOOKINGS; i += 1) {
  const startMs = at('09:00', Math.floor(i / 40)) + (i % 40) * 5 * MINUTE_MS;
  const endMs = startMs + 5 * MINUTE_MS;
  const input = aBooking(engine.newId(), '09:00', { doctorId: DR_DAS, startMs, endMs });
  bookings.push(
    await costOf(async () => {
      const outcome = await engine.ask('book', input);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
    }),
  );
  const id = engine.newId();
  bare.push(await costOf(() => pglite.query('insert into bare values ($1, $2)', [id, 'x'])));
}
const figure = (costs: readonly Cost[], key: keyof Cost): number =>
  median(costs.slice(WARM_UP).map((cost) => cost[key]));
for (const key of ['wallMs', 'cpuMs'] as const) {
  const [ours, theirs] = [figure(bookings, key), figure(bare, key)];
  const ratio = ours / theirs;
  const verdict = ratio <= LIMIT ? `within ${LIMIT}` : `OVER ${LIMIT}`;
  print(
    `booking ${key}: ${ours.toFixed(2)}, bare row ${theirs.toFixed(2)}, x${ratio.toFixed(1)}  ${verdict}`,
  );
}
print(
  `first start ${Math.round(firstStart.wallMs)} ms, reopening ${Math.round(reopening.wallMs)} ms`,
);
print(`memory ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
await database.close();
print(`disk ${Math.round(sizeOf(folder) / 1e6)} MB`);
rmSync(folder, { recursive: true, force: true });

function sizeOf(path: string): number {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
