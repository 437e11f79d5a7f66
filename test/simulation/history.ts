import { type DiskImage, takeImage } from '../support/disk-image.ts';
import { act, bookWithin, handOverQuota } from './acts.ts';
import { checkFollowed } from './check-followed.ts';
import { checkRecords } from './check-records.ts';
import { checkReports } from './check-reports.ts';
import { checkAudits, checkEachStep, checkPromises, type Places } from './check-steadily.ts';
import {
  type Backup,
  changeScope,
  copyDisk,
  disturbClock,
  forget,
  retire,
  retireFormerNames,
  setBack,
  setCentralBack,
  stayAway,
  takeBackup,
} from './faults.ts';
import { Crashed } from './faulty-connector.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { actOnRecords } from './merge-acts.ts';
import type { Direction } from './network.ts';
import type { Person } from './person.ts';
import type { ReplicaHost } from './replica-host.ts';
import { actOnTeams } from './team-acts.ts';
import { actAmongVersions, type Newer, planUpdates, type Updates, update } from './updates.ts';
import type { World } from './world.ts';

const STEPS = 20;
/** What people do at about the same time. */
const ACTS_MAX = 3;
const STEP_MAX_MS = 60_000;
/** Queries of a step or two. */
const CRASH_WITHIN = 60;

/** What goes wrong with a disk; one of them, as what is on no disk nobody can bring back. */
type DiskFault = 'none' | 'set-back' | 'central-set-back' | 'copied' | 'retired';

/** What a history has in store. */
interface Plan {
  readonly disk: DiskFault;
  readonly beginsAt: number;
  readonly endsAt: number;
  readonly crashes: number;
  readonly clocks: number;
  readonly scopes: number;
  readonly awayAt: number;
  readonly updateSeed: number;
}

export interface Options {
  readonly limit: number | null;
  /** What computers are updated to, one after the other; null: none is. */
  readonly newer: Newer | null;
  /** Visits have several doctors, or either of two. */
  readonly teams?: boolean;
  /** People are entered twice, and two records become one, wherever. */
  readonly merges?: boolean;
}

const DISK_FAULTS: readonly DiskFault[] = [
  ...['none', 'none', 'none', 'none'],
  ...['set-back', 'set-back', 'set-back', 'central-set-back', 'copied', 'retired'],
] as const as readonly DiskFault[];

function makePlan({ seeded }: World): Plan {
  const beginsAt = seeded.below(STEPS / 2);
  return {
    disk: seeded.pick(DISK_FAULTS),
    beginsAt,
    endsAt: beginsAt + 1 + seeded.below(STEPS / 2),
    crashes: seeded.chance(0.6) ? 0.06 : 0,
    clocks: seeded.chance(0.4) ? 0.06 : 0,
    scopes: seeded.chance(0.3) ? 0.08 : 0,
    awayAt: seeded.chance(0.15) ? seeded.below(STEPS) : STEPS,
    updateSeed: seeded.below(2 ** 31),
  };
}

/** One random day of three replicas over a bad network. Returns what was acknowledged. */
async function live(world: World, options: Options): Promise<Lived> {
  const { seeded, time } = world;
  const plan = makePlan(world);
  const { newer } = options;
  const updates = newer && planUpdates(world, newer, { seed: plan.updateSeed, steps: STEPS });
  const ledger = openLedger();
  const places: Places = new Map();
  const memory: Memory = { backup: null, centralImage: null };
  for (let step = 0; step < STEPS; step += 1) {
    await time.runUntil(time.nowMs() + 1 + seeded.below(STEP_MAX_MS));
    await world.revive();
    const replica = seeded.pick(world.replicas);
    changeNetwork(world, replica);
    await world.spared(async () => {
      await strike(world, { plan, step, replica, ledger, memory });
      if (updates) await update(world, updates, step);
    });
    try {
      for (let acts = 1 + seeded.below(ACTS_MAX); acts > 0; acts -= 1) {
        await actAt(world, { plan, replica: seeded.pick(world.replicas), ledger, options });
      }
    } catch (error) {
      // Whoever was at it looks again later.
      if (!(error instanceof Crashed)) throw error;
    }
    await world.revive();
    await world.spared(async () => {
      await checkEachStep(world, places);
      if (options.merges) await checkRecords(world);
      if (step % 5 !== 4) return;
      await checkPromises(world, options.limit);
      await checkFollowed(world);
      await checkReports(world);
    });
  }
  return { ledger, updates };
}

interface Lived {
  readonly ledger: Ledger;
  readonly updates: Updates | null;
}

interface Memory {
  backup: Backup | null;
  centralImage: DiskImage | null;
}

async function strike(
  world: World,
  {
    plan,
    step,
    replica,
    ledger,
    memory,
  }: { plan: Plan; step: number; replica: ReplicaHost; ledger: Ledger; memory: Memory },
): Promise<void> {
  const { seeded } = world;
  if (step === plan.beginsAt && plan.disk === 'set-back') {
    memory.backup = await takeBackup(replica, ledger);
  }
  if (step === plan.beginsAt && plan.disk === 'central-set-back') {
    memory.centralImage = await takeImage(world.central.connector);
  }
  if (step === plan.endsAt) {
    if (memory.backup) await setBack(world, memory.backup, ledger);
    if (memory.centralImage) await setCentralBack(world, memory.centralImage);
    if (plan.disk === 'copied') await copyDisk(world, replica);
    if (plan.disk === 'retired') await retire(world, replica, ledger);
  }
  if (step === plan.awayAt) await stayAway(world, seeded.pick(world.replicas));
  if (seeded.chance(0.06)) await forget(world);
  if (seeded.chance(0.04)) await seeded.pick(world.replicas).restart();
  if (seeded.chance(plan.clocks)) disturbClock(world, seeded.pick(world.replicas));
  if (seeded.chance(plan.crashes)) {
    const { connector } = seeded.pick([world.central, ...world.replicas]);
    connector.crashAfter(1 + seeded.below(CRASH_WITHIN), seeded.chance(0.5));
  }
}

async function actAt(
  world: World,
  {
    plan,
    replica,
    ledger,
    options,
  }: { plan: Plan; replica: ReplicaHost; ledger: Ledger; options: Options },
): Promise<void> {
  const { seeded } = world;
  const person: Person = { world, at: replica, ledger };
  if (options.newer && seeded.chance(0.4)) return actAmongVersions(person);
  if (replica.branchId !== null && seeded.chance(plan.scopes)) return changeScope(person);
  if (options.limit !== null && seeded.chance(0.4)) return bookWithin(person);
  if (options.limit !== null && seeded.chance(0.2)) return handOverQuota(person);
  if (options.teams && seeded.chance(0.35)) return actOnTeams(person);
  if (options.merges && seeded.chance(0.4)) return actOnRecords(person);
  if (seeded.chance(0.8)) return act(person);
}

/** A line goes, or one way of it alone, or is there again. */
function changeNetwork({ seeded, network }: World, { computer }: ReplicaHost): void {
  const directions: readonly Direction[] = ['up', 'down'];
  const isUp = directions.every((direction) => !network.isCut(computer, direction));
  if (!seeded.chance(isUp ? 0.35 : 0.5)) return;
  const one = seeded.chance(0.3) ? seeded.pick(directions) : null;
  for (const direction of directions) {
    network.cut(computer, direction, isUp && (one ?? direction) === direction);
  }
}

const MINUTE_MS = 60_000;
/** A verdict, the promise that follows, and who has to say that it was seen: far fewer are needed. */
const ROUNDS_MAX = 12;

/** Everyone exchanges until nothing is left to say, which may not take for ever. */
async function comeTogether(world: World): Promise<void> {
  await world.revive();
  for (const { connector } of [world.central, ...world.replicas]) connector.mend();
  world.network.heal();
  // Whatever waits for an answer that does not come any more gives up.
  await world.time.runUntil(world.time.nowMs() + MINUTE_MS);
  await retireFormerNames(world);
  let before = '';
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    for (const { loop } of world.replicas) {
      void loop.now();
      await world.time.runUntil(world.time.nowMs() + 1000);
    }
    const now = await feedsOf(world);
    if (now === before) return;
    before = now;
  }
  throw new Error('They go on exchanging for ever.');
}

async function feedsOf({ central, replicas }: World): Promise<string> {
  const book = await central.engine.loadBook();
  const own = await Promise.all(replicas.map(({ engine }) => engine.loadBook()));
  const places = own.map((one) => [one?.replica, one?.cursor, one?.counter, one?.acked]);
  return JSON.stringify([book?.replica, book?.seq, ...places]);
}

/** Everything there is to say about one seed. */
export async function liveThrough(world: World, options: Options): Promise<Ledger> {
  const { ledger, updates } = await live(world, options);
  if (updates?.all) await update(world, updates, 'end');
  await comeTogether(world);
  await checkPromises(world, options.limit);
  await checkAudits(world);
  return ledger;
}
