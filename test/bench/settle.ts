import { assert, present } from '../../shared/core/assert.ts';
import { type Claim, compareClaims, type Verdict } from '../../shared/merge/claim.ts';
import { createSettled } from '../../shared/merge/create-settled.ts';
import { settleClaims } from '../../shared/merge/settle-claims.ts';
import { overlaps } from '../../shared/time/interval.ts';
import {
  atMost,
  type Cost,
  costOf,
  type Figure,
  type Limit,
  median,
  reportFigures,
  say,
} from './figure.ts';
import { inOwnProcess } from './own-process.ts';

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
      branchId: 'a branch',
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
  const losers = new Map<string, Verdict>();
  for (const day of Map.groupBy(claims, dayOf).values()) {
    const active: Claim[] = [];
    for (const claim of day.toSorted(compareClaims)) {
      const blocker = active.find((other) => overlaps(other, claim));
      if (blocker === undefined) active.push(claim);
      else losers.set(claim.id, { verdict: 'displaced', blockerId: blocker.id });
    }
  }
  return losers;
}

const SETTLERS = { ours: settleClaims, byDay: settleByDay } as const;
type Settler = keyof typeof SETTLERS;

const medianCost = (costs: readonly Cost[]): Cost => ({
  wallMs: median(costs.map(({ wallMs }) => wallMs)),
  cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
});

interface Growth {
  readonly small: Cost;
  readonly large: Cost;
}

const figure = (
  name: string,
  ours: number,
  peer: Figure['peer'] = null,
  limit: Limit | null = null,
): Figure => ({ bench: 'settle', name, ours, peer, limit });

function figuresOf(where: string, ours: Growth, byDay: Growth): Figure[] {
  const beside = (value: number): Figure['peer'] => ({ name: 'naive by day', value });
  const growth = ({ small, large }: Growth): number => large.cpuMs / small.cpuMs;
  return [
    figure(`10,000 claims, ${where}, ms`, ours.small.wallMs, beside(byDay.small.wallMs)),
    figure(`10,000 claims, ${where}, CPU ms`, ours.small.cpuMs, beside(byDay.small.cpuMs)),
    figure(`100,000 claims, ${where}, ms`, ours.large.wallMs, beside(byDay.large.wallMs)),
    figure(`100,000 claims, ${where}, CPU ms`, ours.large.cpuMs, beside(byDay.large.cpuMs)),
    figure(`growth of CPU, ${where}, times`, growth(ours), beside(growth(byDay)), atMost(12)),
  ];
}

/** A full pass happens once, when a process starts. */
function benchFresh(): Figure[] {
  const passes = { ours: [] as Growth[], byDay: [] as Growth[] };
  const pass = (settler: Settler, count: number): Cost =>
    inOwnProcess<Cost>(import.meta.filename, settler, String(count));
  for (let round = 0; round < PROCESSES; round += 1) {
    for (const settler of Object.keys(SETTLERS) as Settler[]) {
      const [small, large] = [pass(settler, 10_000), pass(settler, 100_000)];
      passes[settler].push({ small, large });
    }
  }
  const medians = (growths: readonly Growth[]): Growth => ({
    small: medianCost(growths.map((growth) => growth.small)),
    large: medianCost(growths.map((growth) => growth.large)),
  });
  return figuresOf('fresh process', medians(passes.ours), medians(passes.byDay));
}

async function benchWarm(): Promise<Figure[]> {
  const measure = async (count: number): Promise<Record<Settler, Cost>> => {
    const claims = makeClaims(count);
    assert(sameVerdicts(settleClaims(claims), settleByDay(claims)), 'The peer says the same.');
    const costs = { ours: [] as Cost[], byDay: [] as Cost[] };
    for (let round = 0; round < WARM_ROUNDS; round += 1) {
      costs.ours.push(await costOf(() => settleClaims(claims)));
      costs.byDay.push(await costOf(() => settleByDay(claims)));
    }
    return { ours: medianCost(costs.ours), byDay: medianCost(costs.byDay) };
  };
  const [small, large] = [await measure(10_000), await measure(100_000)];
  const ours = { small: small.ours, large: large.ours };
  return figuresOf('warm', ours, { small: small.byDay, large: large.byDay });
}

async function benchChange(): Promise<Figure[]> {
  const claims = makeClaims(10_000);
  const settled = createSettled(claims);
  const random = createRandom(1);
  const moves = Array.from({ length: CHANGES }, () => {
    const claim = present(claims[Math.floor(random() * claims.length)], 'A claim of the book.');
    const byMs = (random() < 0.5 ? 1 : -1) * (VISIT_MS / 2);
    return { ...claim, startMs: claim.startMs + byMs, endMs: claim.endMs + byMs };
  });
  const costs: Cost[] = [];
  for (const move of moves) costs.push(await costOf(() => settled.put(move)));
  const full: Cost[] = [];
  for (let round = 0; round < WARM_ROUNDS; round += 1) {
    full.push(await costOf(() => settleClaims(claims)));
  }
  const beside = (ms: number): Figure['peer'] => ({ name: 'a full pass', value: ms * 1000 });
  const pass = medianCost(full);
  const name = 'one change in 10,000';
  // The CPU of one is too little for the clock of the process, so that of all is shared out.
  const cpuMs = costs.reduce((sum, cost) => sum + cost.cpuMs, 0) / CHANGES;
  return [
    figure(`${name}, µs`, medianCost(costs).wallMs * 1000, beside(pass.wallMs)),
    figure(`${name}, CPU µs`, cpuMs * 1000, beside(pass.cpuMs)),
  ];
}

function sameVerdicts(a: ReadonlyMap<string, Verdict>, b: ReadonlyMap<string, Verdict>): boolean {
  return a.size === b.size && [...a].every(([id, { verdict }]) => b.get(id)?.verdict === verdict);
}

const [settler, count] = process.argv.slice(2);
if (settler === 'ours' || settler === 'byDay') {
  const claims = makeClaims(Number(count));
  say(JSON.stringify(await costOf(() => SETTLERS[settler](claims))));
} else {
  reportFigures([...benchFresh(), ...(await benchWarm()), ...(await benchChange())]);
}
