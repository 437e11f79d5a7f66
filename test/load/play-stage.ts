import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuOfTree } from '../bench/exchange/process-tree.ts';
import { quantile, say } from '../bench/figure.ts';
import { createSeeded } from '../simulation/seeded.ts';
import { type Player, playBranch } from './play-branch.ts';
import type { LoadBranch } from './prepare-clinics.ts';

const DESKS = 10;
/** Each desk books, moves, cancels or marks someone as arrived once a minute. */
const ACTS_PER_DESK_MIN = 1;
const EXCHANGES_PER_S = 1 / 5;
const WARM_UP_S = 10;
const TELL_EVERY_S = 5;
/** Branches that come at once for their whole book, or with the last of the day. */
const AT_ONCE = 8;
const ERRORS_TOLD = 5;

export interface Measured {
  readonly branches: number;
  readonly exchanges: number;
  readonly perSecond: number;
  readonly duePerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Exchanges due while the one before was still under way. */
  readonly late: number;
  readonly news: number;
  readonly errors: number;
  /** Of central and its database: milliseconds a second for each branch. */
  readonly cpuMsPerBranchSecond: number;
  readonly cpuMsPerExchange: number;
  /** Of one core, by the branches themselves. */
  readonly playersCpuShare: number;
  /** Of the machine, over the last minute, with whatever else it does. */
  readonly load: number;
  /** What the branches booked and handed over. */
  readonly appointments: number;
}

/** Counts what happens, once it is told to. */
function createTally() {
  const tookMs: number[] = [];
  const counts = { late: 0, news: 0, errors: 0 };
  let isOn = false;
  return {
    tookMs,
    counts,
    count: (what: 'late' | 'news'): void => {
      if (isOn) counts[what] += 1;
    },
    took: (ms: number): void => {
      if (isOn) tookMs.push(ms);
    },
    failed: (error: unknown): void => {
      counts.errors += 1;
      if (counts.errors > ERRORS_TOLD) return;
      say(`  ${error instanceof Error ? error.message : String(error)}`);
    },
    set: (on: boolean): void => {
      isOn = on;
    },
  };
}
type Tally = ReturnType<typeof createTally>;

/**
 * Plays branches for a while, and says every few seconds how that goes. `signal` ends it early.
 */
export async function playStage(
  branches: readonly LoadBranch[],
  options: {
    readonly urls: readonly string[];
    readonly seconds: number;
    readonly signal: AbortSignal;
  },
): Promise<Measured> {
  const { seconds, signal } = options;
  const tally = createTally();
  const players = createPlayers(branches, options.urls, tally);
  await inTurns(players, (player) => (signal.aborted ? Promise.resolve() : player.catchUp()));
  for (const player of players) player.start();
  await wait(WARM_UP_S, signal);
  tally.set(true);
  const [startMs, own, all] = [performance.now(), ownCpuMs(), cpuOfTree(process.pid)];
  for (let s = 0; s < seconds && !signal.aborted; s += TELL_EVERY_S) {
    await wait(Math.min(TELL_EVERY_S, seconds - s), signal);
    sayProgress(tally);
  }
  tally.set(false);
  const passedS = (performance.now() - startMs) / 1000;
  const ownMs = ownCpuMs() - own;
  const centralMs = cpuOfTree(process.pid) - all - ownMs;
  const load = loadavg()[0] ?? 0;
  const perExchange = centralMs / tally.tookMs.length;
  say(`  ${perExchange.toFixed(1)} ms of CPU of central an exchange; the last are handed over`);
  await inTurns(players, (player) => player.stop());
  const { tookMs, counts } = tally;
  const exchanges = tookMs.length;
  return {
    ...{ branches: branches.length, exchanges, ...counts, load },
    ...{ perSecond: exchanges / passedS, duePerSecond: branches.length * EXCHANGES_PER_S },
    ...{ p50Ms: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99) },
    cpuMsPerBranchSecond: centralMs / branches.length / passedS,
    cpuMsPerExchange: perExchange,
    playersCpuShare: ownMs / (passedS * 1000),
    appointments: players.reduce((sum, player) => sum + player.appointments(), 0),
  };
}

const createPlayers = (
  branches: readonly LoadBranch[],
  urls: readonly string[],
  tally: Tally,
): readonly Player[] =>
  branches.map((branch, n) =>
    playBranch(branch, {
      // As a balancer does that sends a replica's requests and its line to one process.
      centralUrl: urls[n % urls.length] ?? '',
      actsPerSecond: (DESKS * ACTS_PER_DESK_MIN) / 60,
      seeded: createSeeded(n + 1),
      onExchange: tally.took,
      onNews: () => tally.count('news'),
      onLate: () => tally.count('late'),
      onError: tally.failed,
    }),
  );

function sayProgress({ tookMs, counts: { late, errors } }: Tally): void {
  const ms = (share: number): string => `${Math.round(quantile(tookMs, share))} ms`;
  const times = `p50 ${ms(0.5)}, p99 ${ms(0.99)}`;
  say(`  ${tookMs.length} exchanges, ${times}, ${late} late, ${errors} errors`);
}

const wait = (seconds: number, signal: AbortSignal): Promise<unknown> =>
  delay(seconds * 1000, undefined, { signal }).catch(() => undefined);

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function inTurns(
  players: readonly Player[],
  run: (player: Player) => Promise<void>,
): Promise<void> {
  const waiting = [...players];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await run(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
