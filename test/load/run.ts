/**
 * Plays branches of ten desks to central, as they are: each hands over what was booked, moved,
 * cancelled and marked as arrived, once every five seconds, by signed requests, and has a line open
 * for news. Says how long an exchange takes and how much CPU a branch costs, as branches grow.
 *
 *   npm run load -- --branches 10,100,1000 --seconds 60 --processes 2 --per-organisation 10
 *
 * Central is `server/main.ts` on a PostgreSQL of its own; CPU is of all its processes together, as
 * Linux counts it, without that of the branches. Ctrl-C ends it early with what was measured.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../../server/postgres/embedded-postgres.ts';
import { openPgConnector } from '../../server/postgres/pg-connector.ts';
import { openEngine } from '../../shared/engine/open-engine.ts';
import { migrate } from '../../shared/engine/store/migrate.ts';
import { say } from '../bench/figure.ts';
import { startNode } from '../support/process.ts';
import { type Measured, playStage } from './play-stage.ts';
import { type LoadBranch, prepareOrganisation } from './prepare-clinics.ts';

const BRANCHES_MAX = 5000;
const SECONDS_MAX = 3600;
const SERVER = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

interface Wish {
  readonly branches: readonly number[];
  readonly seconds: number;
  readonly processes: number;
  readonly perOrganisation: number;
}

function parseWish(args: readonly string[]): Wish {
  const { values } = parseArgs({
    args: [...args],
    options: {
      branches: { type: 'string', default: '10,100,1000' },
      seconds: { type: 'string', default: '60' },
      processes: { type: 'string', default: '2' },
      'per-organisation': { type: 'string', default: '10' },
    },
  });
  const whole = (text: string, name: string, most: number): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new TypeError(`${name} is a whole number from 1 to ${most}.`);
  };
  return {
    branches: values.branches.split(',').map((text) => whole(text, 'branches', BRANCHES_MAX)),
    seconds: whole(values.seconds, 'seconds', SECONDS_MAX),
    processes: whole(values.processes, 'processes', 16),
    perOrganisation: whole(values['per-organisation'], 'per-organisation', BRANCHES_MAX),
  };
}

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say('\nEnding. Once more ends at once.');
    interrupted.abort();
  });
}
async function prepare(databaseUrl: string, wish: Wish, count: number) {
  const connector = openPgConnector(databaseUrl, 4);
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
  const migrated = await migrate(connector);
  if (!migrated.ok) throw new Error('A fresh database is never newer than the program.');
  const engine = openEngine(connector, { nowMs: () => Date.now() }, random);
  const branches: LoadBranch[] = [];
  while (branches.length < count && !interrupted.signal.aborted) {
    const some = Math.min(wish.perOrganisation, count - branches.length);
    const name = `Organisation ${branches.length}`;
    branches.push(...(await prepareOrganisation(engine, connector, name, some)));
  }
  await connector.close();
  return branches;
}

async function stage(folder: string, wish: Wish, count: number): Promise<Measured> {
  const postgres = await startEmbeddedPostgres(join(folder, `postgres-${count}`));
  try {
    const startMs = performance.now();
    const branches = await prepare(postgres.connectionString, wish, count);
    say(`${count} branches, set up in ${Math.round((performance.now() - startMs) / 1000)} s`);
    const env = { DATABASE_URL: postgres.connectionString, DAYBOOK_LOG: 'silent' };
    const servers = Array.from({ length: wish.processes }, () =>
      startNode(SERVER, ['--json', '--port', '0'], { env }),
    );
    const urls: string[] = [];
    for (const server of servers) urls.push(String((await server.nextMessage(120_000)).url));
    try {
      const { seconds } = wish;
      const measured = await playStage(branches, { urls, seconds, signal: interrupted.signal });
      await checkAll(postgres.connectionString, measured);
      return measured;
    } finally {
      await Promise.all(servers.map((server) => server.kill('SIGTERM')));
    }
  } finally {
    await postgres.stop();
  }
}

/** Every appointment that a branch handed over is there, or the figures are worth nothing. */
async function checkAll(databaseUrl: string, { appointments, errors }: Measured): Promise<void> {
  const connector = openPgConnector(databaseUrl, 1);
  const { rows } = await connector.withSession((session) =>
    session.query('select count(*)::int4 as count from appointment', []),
  );
  await connector.close();
  const { count } = rows[0] as { readonly count: number };
  if (count !== appointments && errors === 0) {
    throw new Error(`Central has ${count} of ${appointments} appointments.`);
  }
  say(`  central has all ${count} appointments`);
}

const HEADINGS = [
  ...['branches', 'exchanges/s (due)', 'p50, ms', 'p99, ms', 'late', 'news', 'errors'],
  ...['CPU of central, ms/s per branch', 'ms per exchange', 'CPU of branches', 'load'],
];

const sayCells = (cells: readonly unknown[]): void => say(`| ${cells.join(' | ')} |`);

const toCells = (one: Measured): readonly unknown[] => {
  const fixed = (value: number): string => value.toFixed(value < 10 ? 2 : 0);
  return [
    ...[one.branches, `${fixed(one.perSecond)} (${fixed(one.duePerSecond)})`],
    ...[fixed(one.p50Ms), fixed(one.p99Ms), one.late, one.news, one.errors],
    ...[fixed(one.cpuMsPerBranchSecond), fixed(one.cpuMsPerExchange)],
    ...[`${fixed(one.playersCpuShare * 100)} %`, fixed(one.load)],
  ];
};

function tell(all: readonly Measured[]): void {
  say('');
  for (const cells of [HEADINGS, HEADINGS.map(() => '---'), ...all.map(toCells)]) sayCells(cells);
}

const wish = parseWish(process.argv.slice(2));
const folder = mkdtempSync(join(tmpdir(), 'daybook-load-'));
const all: Measured[] = [];
try {
  for (const count of wish.branches) {
    if (interrupted.signal.aborted) break;
    all.push(await stage(folder, wish, count));
  }
} finally {
  tell(all);
  rmSync(folder, { recursive: true, force: true });
}
