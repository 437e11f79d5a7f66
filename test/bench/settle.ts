import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { assert, present } from '../../shared/core/assert.ts';
import { type Claim, compareClaims, type Verdict } from '../../shared/merge/claim.ts';
import { createSettled } from '../../shared/merge/create-settled.ts';
import { settleClaims } from '../../shared/merge/settle-claims.ts';
import { overlaps } from '../../shared/time/interval.ts';

/**
 * What settling costs: one pass over all claims, and one change in a settled set. Run by
 * `node test/bench/settle.ts`. A full pass happens once, when a process starts, so its growth is
 * taken from processes of their own; the figures of a warm process stand beside them.
 */

const DOCTORS = 50;
const VISITS_A_DAY = 24;
const VISIT_MS = 20 * 60_000;
const DAY_MS = 86_400_000;
const OVERLAP_SHARE = 0.1;
const PROCESSES = 7;
const WARM_ROUNDS = 15;
const CHANGES = 1000;

/** A linear congruential generator (Knuth's MMIX constants, shortened to 32 bits), so that every run is alike. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Claims in the order in which the store hands them out: by doctor, then by start. */
function makeClaims(count: number): Claim[] {
  const random = createRandom(count);
  return Array.from({ length: count }, (_, i) => {
    const visit = i % (count / DOCTORS);
    const dayMs = Math.floor(visit / VISITS_A_DAY) * DAY_MS + DAY_MS / 3;
    const slotMs = dayMs + (visit % VISITS_A_DAY) * VISIT_MS;
    const startMs = random() < OVERLAP_SHARE / 2 ? slotMs - VISIT_MS / 2 : slotMs;
    return {
      id: `019abcde-0000-7000-8000-${String(i).padStart(12, '0')}`,
      doctorId: `doctor ${Math.floor((i * DOCTORS) / count)}`,
      startMs,
      endMs: startMs + VISIT_MS,
      rank: 2 + Math.floor(random() * 2),
      priority: Math.floor(random() * DAY_MS),
      replica: `branch ${Math.floor(random() * 3)}`,
      overbooked: false,
      capacity: 1,
    };
  });
}

/** The peer: each doctor's day by itself, every claim against every one that stands already. */
function settleByDay(claims: readonly Claim[]): Map<string, Verdict> {
  const dayOf = (claim: Claim): string => `${claim.doctorId} ${Math.floor(claim.startMs / DAY_MS)}`;
  const verdicts = new Map<string, Verdict>();
  for (const day of Map.groupBy(claims, dayOf).values()) {
    const active: Claim[] = [];
    for (const claim of day.toSorted(compareClaims)) {
      const blocker = active.find((other) => overlaps(other, claim));
      if (blocker === undefined) active.push(claim);
      verdicts.set(
        claim.id,
        blocker ? { verdict: 'displaced', blockerId: blocker.id } : { verdict: 'active' },
      );
    }
  }
  return verdicts;
}

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

function costOf(work: () => void): Cost {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  work();
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

const median = (values: readonly number[]): number =>
  present(
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)],
    'Something was measured.',
  );

const medianCost = (costs: readonly Cost[]): Cost => ({
  wallMs: median(costs.map(({ wallMs }) => wallMs)),
  cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
});

const script = fileURLToPath(import.meta.url);
const passInOwnProcess = (count: number): Cost =>
  JSON.parse(
    execFileSync(process.execPath, [script, '--pass', String(count)], { encoding: 'utf8' }),
  );

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const shown = ({ wallMs, cpuMs }: Cost): string =>
  `${wallMs.toFixed(2)} ms (CPU ${cpuMs.toFixed(2)} ms)`;
const ratio = (a: Cost, b: Cost): string =>
  `${(a.wallMs / b.wallMs).toFixed(2)}x (CPU ${(a.cpuMs / b.cpuMs).toFixed(2)}x)`;

function benchFullPass(): void {
  const rounds = Array.from({ length: PROCESSES }, () => ({
    small: passInOwnProcess(10_000),
    large: passInOwnProcess(100_000),
  }));
  const small = medianCost(rounds.map((round) => round.small));
  const large = medianCost(rounds.map((round) => round.large));
  print(`one pass, 10,000 claims, own process:  ${shown(small)}`);
  print(`one pass, 100,000 claims, own process: ${shown(large)}`);
  print(`growth: ${ratio(large, small)}, at most 12x wanted`);
}

function benchWarm(): void {
  const books = [makeClaims(10_000), makeClaims(100_000)].map((claims) => {
    assert(sameVerdicts(settleClaims(claims), settleByDay(claims)), 'The peer says the same.');
    return { claims, ours: [] as Cost[], peers: [] as Cost[], maps: [] as Cost[] };
  });
  for (let round = 0; round < WARM_ROUNDS; round += 1) {
    for (const { claims, ours, peers, maps } of books) {
      ours.push(costOf(() => settleClaims(claims)));
      peers.push(costOf(() => settleByDay(claims)));
      maps.push(costOf(() => new Map(claims.map((claim) => [claim.id, claim]))));
    }
  }
  for (const { claims, ours, peers, maps } of books) {
    const [our, peer, map] = [ours, peers, maps].map(medianCost) as [Cost, Cost, Cost];
    print(`warm, ${claims.length} claims: ${shown(our)}; naive by doctor and day ${shown(peer)}`);
    print(`  ${ratio(our, peer)} of the peer; a bare map of the ids alone takes ${shown(map)}`);
  }
}

function benchChange(): void {
  const claims = makeClaims(10_000);
  const settled = createSettled(claims);
  const random = createRandom(1);
  const moves = Array.from({ length: CHANGES }, () => {
    const claim = present(claims[Math.floor(random() * claims.length)], 'A claim of the book.');
    const byMs = (random() < 0.5 ? 1 : -1) * (VISIT_MS / 2);
    return { ...claim, startMs: claim.startMs + byMs, endMs: claim.endMs + byMs };
  });
  const costs = moves.map((move) => costOf(() => settled.put(move)));
  const full = medianCost(
    Array.from({ length: WARM_ROUNDS }, () => costOf(() => settleClaims(claims))),
  );
  const change = medianCost(costs);
  print(`one change in 10,000 settled claims: ${(change.wallMs * 1000).toFixed(1)} µs`);
  print(`  1/${Math.round(full.wallMs / change.wallMs)} of a full pass in the same process`);
}

function sameVerdicts(a: ReadonlyMap<string, Verdict>, b: ReadonlyMap<string, Verdict>): boolean {
  return a.size === b.size && [...a].every(([id, { verdict }]) => b.get(id)?.verdict === verdict);
}

const [flag, count] = process.argv.slice(2);
if (flag === '--pass') {
  const claims = makeClaims(Number(count));
  print(JSON.stringify(costOf(() => settleClaims(claims))));
} else {
  benchFullPass();
  benchWarm();
  benchChange();
}
