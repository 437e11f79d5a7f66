import { assert } from '../../../shared/core/assert.ts';
import { loadReport } from '../../../shared/engine/reports/load-report.ts';
import type { Report } from '../../../shared/model/report.ts';
import { addDays } from '../../../shared/time/day.ts';
import { admin, ORGANISATION, type TestEngine } from '../../support/engine.ts';
import { cpuOfTree } from '../exchange/process-tree.ts';
import { type Cost, type Figure, median, ratioAtMost, say } from '../figure.ts';
import { askBare, type BareScope } from './bare-report.ts';

const DAY_MS = 86_400_000;
const FIRST_DAY = '2021-01-01';
/** Its midnight in Kolkata. */
export const FROM_MS = Date.UTC(2021, 0, 1) - 19_800_000;
/** When all of five years has long been over. */
const LATER_MS = Date.UTC(2027, 0, 1);

export interface AskedReport {
  /** As it stands in the table, after how much: `5 years of one doctor`. */
  readonly name: string;
  readonly days: number;
  readonly doctorId?: string;
  readonly serviceId?: string;
}

interface Round {
  readonly first: Cost;
  readonly again: Cost;
  readonly bare: Cost;
  /** The longest that one of its readings kept the database, the first time and again. */
  readonly heldMs: readonly [number, number];
}

/**
 * A report asked for the first time, when nothing of it is kept, and again; beside the bare SQL for the
 * same figures, in turn. Both have to have counted the same. CPU is of this process and of whatever it
 * started, which is PostgreSQL with its backends.
 */
export async function measureReport(
  { bench, engine, rounds }: { bench: string; engine: TestEngine; rounds: number },
  asked: AskedReport,
): Promise<readonly Figure[]> {
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await engine.connector.withSession((session) => session.query('delete from report_sum', []));
    measured.push(await measureRound(engine, asked));
    say(lineOf(asked.name, measured.at(-1)));
  }
  const of = (pick: (one: Round) => number): number => median(measured.map(pick));
  const beside = (name: string, pick: (one: Round) => Cost, unit: 'wallMs' | 'cpuMs'): Figure => ({
    ...{ bench, name, ours: of((one) => pick(one)[unit]), limit: ratioAtMost(1.5) },
    peer: { name: 'bare SQL', value: of((one) => one.bare[unit]) },
  });
  const alone = (name: string, ours: number): Figure => ({
    ...{ bench, name, ours, peer: null, limit: null },
  });
  return [
    beside(`${asked.name}, ms`, (one) => one.again, 'wallMs'),
    beside(`${asked.name}, ms of CPU`, (one) => one.again, 'cpuMs'),
    beside(`${asked.name}, for the first time, ms`, (one) => one.first, 'wallMs'),
    beside(`${asked.name}, for the first time, ms of CPU`, (one) => one.first, 'cpuMs'),
    alone(
      `${asked.name}, longest reading, ms`,
      of((one) => one.heldMs[1]),
    ),
    alone(
      `${asked.name}, longest reading the first time, ms`,
      of((one) => one.heldMs[0]),
    ),
  ];
}

async function measureRound(engine: TestEngine, asked: AskedReport): Promise<Round> {
  const first = await costOfTree(() => askOurs(engine, asked));
  const again = await costOfTree(() => askOurs(engine, asked));
  const scope: BareScope = {
    ...{ fromMs: FROM_MS, untilMs: FROM_MS + asked.days * DAY_MS },
    ...{ doctorId: asked.doctorId ?? null, serviceId: asked.serviceId ?? null },
  };
  const bare = await costOfTree(() =>
    engine.connector.withSession((session) => askBare(session, scope)),
  );
  const { all } = again.result.report;
  for (const [measure, count] of Object.entries(bare.result) as [keyof typeof all, number][]) {
    assert(all[measure] === count, `${measure}: ${all[measure]}, bare ${count}`);
  }
  const heldMs = [first.result.heldMs, again.result.heldMs] as const;
  return { first: first.cost, again: again.cost, bare: bare.cost, heldMs };
}

async function askOurs(
  engine: TestEngine,
  asked: AskedReport,
): Promise<{ readonly report: Report; readonly heldMs: number }> {
  const watched = watchReads(engine.store);
  const report = await loadReport(
    watched.store,
    { organisationId: ORGANISATION, actor: admin, nowMs: LATER_MS },
    {
      ...{ firstDay: FIRST_DAY, lastDay: addDays(FIRST_DAY, asked.days - 1), branchId: null },
      ...{ doctorId: asked.doctorId ?? null, serviceId: asked.serviceId ?? null },
    },
  );
  assert(report.ok, 'It is permitted.');
  return { report: report.value, heldMs: watched.longestMs() };
}

/** The store with a watch on how long each of its readings keeps the database. */
function watchReads(store: TestEngine['store']): {
  readonly store: TestEngine['store'];
  readonly longestMs: () => number;
} {
  let longestMs = 0;
  const read: TestEngine['store']['read'] = (run) =>
    store.read(async (db) => {
      const startMs = performance.now();
      const result = await run(db);
      longestMs = Math.max(longestMs, performance.now() - startMs);
      return result;
    });
  return { store: { ...store, read }, longestMs: () => longestMs };
}

async function costOfTree<T>(work: () => Promise<T>): Promise<{ cost: Cost; result: T }> {
  const cpuMs = cpuOfTree(process.pid);
  const startMs = performance.now();
  const result = await work();
  const wallMs = performance.now() - startMs;
  return { cost: { wallMs, cpuMs: cpuOfTree(process.pid) - cpuMs }, result };
}

function lineOf(name: string, round: Round | undefined): string {
  if (!round) return name;
  const of = ({ wallMs, cpuMs }: Cost): string =>
    `${Math.round(wallMs)} (${Math.round(cpuMs)} CPU)`;
  return `${name}: first ${of(round.first)}, again ${of(round.again)}, bare ${of(round.bare)}, held ${round.heldMs.map(Math.round).join(' and ')}`;
}
