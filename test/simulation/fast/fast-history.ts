import { DR_DAS, DR_SEN, PARK_STREET, SALT_LAKE } from '../../support/engine.ts';
import type { Direction } from '../network.ts';
import { DAY_MS } from '../template.ts';
import { checkFastQuiet } from './check-fast-quiet.ts';
import { checkFastStep } from './check-fast-step.ts';
import { type FastHost, type FastWorld, reincarnateHost } from './fast-world.ts';
import { bookInMemory, cancelInMemory, type Doing, typeInMemory } from './memory-acts.ts';
import { keyOf } from './memory-book.ts';
import { reincarnateCentral, retireInMemory } from './memory-central.ts';

const STEPS = 30;
const STEP_MAX_MS = 60_000;
const ACTS_MAX = 3;
const HALF_HOUR_MS = 1_800_000;
const HOUR_MS = 3_600_000;
const ROUNDS_MAX = 12;

/** What people of the fast world were told. */
export interface FastLedger {
  booked: readonly { readonly id: string; readonly computer: string }[];
  typed: readonly { readonly computer: string; readonly value: string; readonly over: string }[];
}

type DiskFault = 'none' | 'set-back' | 'central-set-back' | 'copied' | 'retired';
const DISK_FAULTS: readonly DiskFault[] = [
  ...(['none', 'none', 'none', 'set-back', 'set-back'] as const),
  ...(['set-back', 'central-set-back', 'central-set-back', 'copied', 'retired'] as const),
];

/** Everything there is to say about one seed in the store of plain data. */
export async function liveFast(world: FastWorld): Promise<FastLedger> {
  const { seeded, time, hosts } = world;
  const ledger: FastLedger = { booked: [], typed: [] };
  const disk = seeded.pick(DISK_FAULTS);
  const beginsAt = seeded.below(STEPS / 2);
  const endsAt = beginsAt + 1 + seeded.below(STEPS / 2);
  const plan = { disk, clocks: seeded.chance(0.4) ? 0.06 : 0 };
  let undo: (() => void) | null = null;
  await meet(world);
  for (let step = 0; step < STEPS; step += 1) {
    await time.runUntil(time.nowMs() + 1 + seeded.below(STEP_MAX_MS));
    changeNetwork(world, seeded.pick(hosts));
    if (step === beginsAt) undo = rememberDisk(world, plan.disk, ledger);
    if (step === endsAt) strike(world, plan.disk, undo, ledger);
    disturb(world, plan.clocks);
    for (let acts = 1 + seeded.below(ACTS_MAX); acts > 0; acts -= 1) act(world, ledger);
    checkFastStep(world);
  }
  await comeTogether(world);
  checkFastStep(world);
  checkFastQuiet(world, ledger);
  return ledger;
}

/** Before anything happens, everyone knows the clinic. */
async function meet({ time }: FastWorld): Promise<void> {
  await time.runUntil(time.nowMs() + 2 * STEP_MAX_MS);
}

function changeNetwork({ seeded, network }: FastWorld, { computer }: FastHost): void {
  const directions: readonly Direction[] = ['up', 'down'];
  const isUp = directions.every((direction) => !network.isCut(computer, direction));
  if (!seeded.chance(isUp ? 0.35 : 0.5)) return;
  const one = seeded.chance(0.3) ? seeded.pick(directions) : null;
  for (const direction of directions) {
    network.cut(computer, direction, isUp && (one ?? direction) === direction);
  }
}

/** Returns what sets a disk back to how it is now, where that is what will happen. */
function rememberDisk(world: FastWorld, fault: DiskFault, ledger: FastLedger): (() => void) | null {
  const { seeded, central } = world;
  if (fault === 'central-set-back') {
    const image = structuredClone(central.disk);
    return () => {
      central.disk = image;
      reincarnateCentral(image, world.newId().slice(0, 8));
    };
  }
  if (fault !== 'set-back') return null;
  const host = seeded.pick(world.hosts);
  const image = structuredClone(host.disk);
  const since = { booked: ledger.booked.length, typed: ledger.typed.length };
  return () => {
    host.disk = image;
    host.isSetBack = true;
    if (seeded.chance(0.5)) reincarnateHost(host, world.newId(), true);
    host.restart();
    strikeOut(world, ledger, host, since);
  };
}

/** What only this computer knew since then is on no disk any more. */
function strikeOut(
  { central }: FastWorld,
  ledger: FastLedger,
  { computer }: FastHost,
  since: { readonly booked: number; readonly typed: number },
): void {
  ledger.booked = ledger.booked.filter(
    (one, i) =>
      i < since.booked ||
      one.computer !== computer ||
      central.disk.rows.has(keyOf('appointment', one.id)),
  );
  ledger.typed = ledger.typed.filter((one, i) => i < since.typed || one.computer !== computer);
}

function strike(
  world: FastWorld,
  fault: DiskFault,
  undo: (() => void) | null,
  ledger: FastLedger,
): void {
  const { seeded, hosts, central } = world;
  undo?.();
  const host = seeded.pick(hosts);
  if (fault === 'copied') {
    host.isCopied = true;
    world.addCopy(host).isCopied = true;
  }
  if (fault === 'retired') {
    host.stop();
    hosts.splice(hosts.indexOf(host), 1);
    retireInMemory(central.disk, host.disk.replica);
    strikeOut(world, ledger, host, { booked: 0, typed: 0 });
  }
}

/** Programs end and start again, central is away for a while, clocks are set wrong or drift. */
function disturb(world: FastWorld, clocks: number): void {
  const { seeded, hosts, central } = world;
  if (seeded.chance(0.08)) seeded.pick(hosts).restart();
  central.isDown = seeded.chance(central.isDown ? 0.5 : 0.05);
  if (!seeded.chance(clocks)) return;
  const { clock } = seeded.pick(hosts);
  if (seeded.chance(0.5)) clock.advance(seeded.below(2 * HOUR_MS) - HOUR_MS);
  else clock.drift(seeded.next() * 0.2 - 0.1);
}

function act(world: FastWorld, ledger: FastLedger): void {
  const { seeded, hosts } = world;
  const host = seeded.pick(hosts);
  const doing: Doing = { nowMs: host.clock.nowMs(), intent: world.newId() };
  const dice = seeded.next();
  if (dice < 0.25) type(world, host, doing, ledger);
  else if (dice < 0.7 || ledger.booked.length === 0) {
    const id = world.newId();
    if (bookInMemory(host.disk, id, someTime(world, host), doing)) {
      ledger.booked = [...ledger.booked, { id, computer: host.computer }];
    }
  } else {
    const { id } = seeded.pick(ledger.booked);
    const isKnown = host.disk.rows.has(keyOf('appointment', id));
    if (dice < 0.85) cancelInMemory(host.disk, id, doing);
    else if (isKnown) bookInMemory(host.disk, id, someTime(world, host), doing);
  }
  host.written();
}

function type(
  { seeded }: FastWorld,
  { disk, computer }: FastHost,
  doing: Doing,
  ledger: FastLedger,
) {
  const field = seeded.pick(['note', 'phone'] as const);
  const patient = [...disk.rows.values()].find(({ kind }) => kind === 'patient');
  const over = `${field} ${patient?.version.body[field] ?? ''}`;
  typeInMemory(disk, field, doing.intent, doing);
  ledger.typed = [...ledger.typed, { computer, value: `${field} ${doing.intent}`, over }];
}

function someTime({ seeded }: FastWorld, { disk }: FastHost) {
  const isElsewhere = disk.branchId === null || seeded.chance(0.25);
  const branchId = isElsewhere ? seeded.pick([SALT_LAKE, PARK_STREET]) : (disk.branchId ?? '');
  const doctorId = disk.branchId !== null && seeded.chance(0.15) ? DR_SEN : DR_DAS;
  const [first, many] = branchId === PARK_STREET ? [26, 4] : [18, 6];
  const half = DAY_MS + (first + seeded.below(many)) * HALF_HOUR_MS;
  const startMs = half + (seeded.chance(0.3) ? seeded.below(3) * 600_000 : 0);
  return { branchId, doctorId, startMs, endMs: startMs + HALF_HOUR_MS };
}

/** Everyone exchanges until nothing is left to say, which may not take for ever. */
async function comeTogether(world: FastWorld): Promise<void> {
  const { time, network, central, hosts } = world;
  central.isDown = false;
  network.heal();
  await time.runUntil(time.nowMs() + STEP_MAX_MS);
  const used = new Set(hosts.map(({ disk }) => disk.replica));
  let before = '';
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    for (const host of hosts) {
      void host.loop().now();
      await time.runUntil(time.nowMs() + 1000);
    }
    if (round === 0) {
      for (const { replica, isRevoked } of central.disk.devices.values()) {
        const isUsed = used.has(replica) || hosts.some(({ disk }) => disk.replica === replica);
        if (!isRevoked && !isUsed) retireInMemory(central.disk, replica);
      }
    }
    const now = JSON.stringify([
      central.disk.seq,
      ...hosts.map(({ disk }) => [disk.replica, disk.cursor]),
    ]);
    if (now === before) return;
    before = now;
  }
  throw new Error('They go on exchanging for ever.');
}
