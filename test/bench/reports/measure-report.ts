import { assert } from '../../../shared/core/assert.ts';
import { loadReport } from '../../../shared/engine/reports/load-report.ts';
import type { Report, ReportCounts } from '../../../shared/model/report.ts';
import { addDays } from '../../../shared/time/day.ts';
import { admin, ORGANISATION, type TestEngine } from '../../support/engine.ts';
import { cpuOfTree } from '../exchange/process-tree.ts';
import { type Cost, type Figure, median, ratioAtMost, say } from '../figure.ts';
import { askBare, type BareScope } from './bare-report.ts';

const DAY_MS = 86_400_000;
const FIRST_DAY = '2021-01-01';
/** The years of a book have so many days. */
const YEAR_DAYS = 365;
/** Its midnight in Kolkata. */
export const FROM_MS = Date.UTC(2021, 0, 1) - 19_800_000;
/** When all of five years has long been over. */
const LATER_MS = Date.UTC(2027, 0, 1);

export interface AskedReport {
  /** As it stands in the table, after how much: `5 years of one doctor`. */
  readonly name: string;
  /** The last of the book's, of so many years. */
  readonly days: number;
  readonly years: number;
  /** Without one, of all. */
  readonly branchId?: string;
  readonly doctorId?: string;
  readonly serviceId?: string;
}

interface Round {
  readonly first: Cost;
  readonly again: Cost;
  readonly bare: Cost;
  /** The longest of its readings, which keeps a branch's database, the first time and again. */
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
  // With a round before them both come to have their statements read and their code warm; of one that
  // takes minutes that is the smaller part.
  for (let round = rounds > 1 ? 0 : 1; round <= rounds; round += 1) {
    await engine.connector.withSession((session) => session.query('delete from report_sum', []));
    const one = await measureRound(engine, asked);
    say(lineOf(asked.name, one));
    if (round > 0) measured.push(one);
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
      `${asked.name}, longest reading, ms of this process's CPU`,
      of((one) => one.heldMs[1]),
    ),
    alone(
      `${asked.name}, longest reading the first time, ms of this process's CPU`,
      of((one) => one.heldMs[0]),
    ),
  ];
}

async function measureRound(engine: TestEngine, asked: AskedReport): Promise<Round> {
  const first = await costOfTree(() => askOurs(engine, asked));
  const again = await costOfTree(() => askOurs(engine, asked));
  const untilMs = FROM_MS + asked.years * YEAR_DAYS * DAY_MS;
  const scope: BareScope = {
    ...{ fromMs: untilMs - asked.days * DAY_MS, untilMs },
    ...{ doctorId: asked.doctorId ?? null, serviceId: asked.serviceId ?? null },
  };
  const bare = await costOfTree(() =>
    engine.connector.withSession((session) => askBare(session, scope)),
  );
  const { all, former } = again.result.report;
  for (const [i, ours] of [all, former].entries()) {
    for (const [measure, count] of Object.entries(bare.result[i] ?? {})) {
      const our = ours[measure as keyof ReportCounts];
      assert(our === count, `${measure}: ${our}, bare ${count}`);
    }
  }
  const heldMs = [first.result.heldMs, again.result.heldMs] as const;
  return { first: first.cost, again: again.cost, bare: bare.cost, heldMs };
}

async function askOurs(
  engine: TestEngine,
  asked: AskedReport,
): Promise<{ readonly report: Report; readonly heldMs: number }> {
  const watched = watchReads(engine.store);
  const lastDay = addDays(FIRST_DAY, asked.years * YEAR_DAYS - 1);
  const report = await loadReport(
    watched.store,
    { organisationId: ORGANISATION, actor: admin, nowMs: LATER_MS },
    {
      ...{ firstDay: addDays(lastDay, 1 - asked.days), lastDay, branchId: asked.branchId ?? null },
      ...{ doctorId: asked.doctorId ?? null, serviceId: asked.serviceId ?? null },
    },
  );
  assert(report.ok, 'It is permitted.');
  return { report: report.value, heldMs: watched.longestMs() };
}

/** The store with a watch on how long each of its readings keeps the database, in CPU of this process. */
function watchReads(store: TestEngine['store']): {
  readonly store: TestEngine['store'];
  readonly longestMs: () => number;
} {
  let longestMs = 0;
  const read: TestEngine['store']['read'] = (run) =>
    store.read(async (db) => {
      const before = process.cpuUsage();
      const result = await run(db);
      const { user, system } = process.cpuUsage(before);
      longestMs = Math.max(longestMs, (user + system) / 1000);
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

function lineOf(name: string, round: Round): string {
  const of = ({ wallMs, cpuMs }: Cost): string =>
    `${Math.round(wallMs)} (${Math.round(cpuMs)} CPU)`;
  return `${name}: first ${of(round.first)}, again ${of(round.again)}, bare ${of(round.bare)}, held ${round.heldMs.map(Math.round).join(' and ')}`;
}
