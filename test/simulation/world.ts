import { openEngine } from '../../shared/engine/open-engine.ts';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import {
  createTestClock,
  createTestRandom,
  DR_DAS,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestClock,
  type TestEngine,
} from '../support/engine.ts';
import { enrol, exchange } from '../support/exchange.ts';

/** A replica with its link to central. Its clock may be wrong. */
export interface Replica {
  readonly name: string;
  readonly branchId: string | null;
  engine: TestEngine;
  clock: TestClock;
  cut: boolean;
  /** Its disk was exchanged for an older one, and it does not know. */
  isSetBack: boolean;
  /** Frames on their way, or sent again by a network that doubles them. */
  readonly late: Uint8Array[];
}

export interface World {
  readonly central: TestEngine;
  readonly replicas: readonly Replica[];
  /** All clocks go on together. */
  readonly advance: (ms: number) => void;
  readonly close: () => Promise<void>;
}

const CENTRAL_URL = 'http://central.invalid';

const DEVICES = [
  {
    replica: 'salt-lake.1',
    name: 'Salt Lake',
    kind: 'branch',
    branchId: SALT_LAKE,
    doctorId: null,
  },
  {
    replica: 'park-street.1',
    name: 'Park Street',
    kind: 'branch',
    branchId: PARK_STREET,
    doctorId: null,
  },
  { replica: 'laptop.1', name: 'Laptop', kind: 'doctor', branchId: null, doctorId: DR_DAS },
] as const;

/** Central and three replicas of a clinic that know each other, on real databases in one process. */
export async function openWorld(): Promise<World> {
  const clock = createTestClock(MONDAY_8_MS);
  const central = await openTestEngine({
    clock,
    seed: 1,
    book: { replica: 'central', name: 'Central', kind: 'central', branchId: null, isCentral: true },
  });
  const replicas: Replica[] = [];
  for (const [i, device] of DEVICES.entries()) {
    await enrol(central, device);
    const own = createTestClock(MONDAY_8_MS);
    const book = { ...device, centralUrl: CENTRAL_URL };
    const engine = await openTestEngine({ clock: own, seed: 2 + i, book });
    const { name, branchId } = device;
    replicas.push({ name, branchId, engine, clock: own, cut: false, isSetBack: false, late: [] });
  }
  const [first] = replicas;
  if (!first) throw new Error('There are replicas.');
  await setUpClinic(first.engine);
  const world: World = {
    central,
    replicas,
    advance: (ms) => {
      for (const one of [clock, ...replicas.map((replica) => replica.clock)]) one.advance(ms);
    },
    close: async () => {
      for (const engine of [central, ...replicas.map((replica) => replica.engine)]) {
        await engine.close();
      }
    },
  };
  await comeTogether(world);
  return world;
}

/**
 * A verdict takes one round to be known, being seen one more, the promise that follows a third, and
 * that it is known a fourth.
 */
const ROUNDS_TO_REST = 4;

/** Everyone exchanges until nothing is left to say. */
export async function comeTogether({ central, replicas }: World): Promise<void> {
  for (let round = 0; round < ROUNDS_TO_REST; round += 1) {
    for (const replica of replicas) {
      replica.cut = false;
      replica.late.length = 0;
      await exchange(replica.engine, central);
      replica.isSetBack = false;
    }
  }
}

/**
 * The process ends between two statements and starts again: what the database has is all there
 * is. What was only in memory is gone with the engine.
 */
export function restart(replica: Replica, seed: number): void {
  const { connector, close, clock } = replica.engine;
  const engine = openEngine(connector, clock, createTestRandom(seed));
  replica.engine = {
    ...engine,
    connector,
    clock,
    close,
    ask: (kind, input, { actor, id = engine.newId() } = {}) =>
      engine.execute(ORGANISATION, actor ?? owner, {
        id,
        kind,
        input: input as IntentInput<IntentKind>,
        atMs: clock.nowMs(),
      }),
  };
}

const owner = {
  userId: '00000000-0000-7000-8000-0000000000f1',
  name: 'Ruma Paul',
  role: 'admin' as const,
  doctorId: null,
  branchIds: [],
  desk: 'Front desk 1',
};

/** A history's own day of a doctor, so that one world can live through many histories. */
export interface Stage {
  readonly doctorId: string;
  /** Midnight of the day it plays on, by the branches' wall clock. */
  readonly dayMs: number;
}

const HOUR_MS = 3_600_000;

/**
 * A day on which Dr. Das is at Salt Lake in the morning and at Park Street in the afternoon, both
 * confirmed by central.
 */
export async function setStage(world: World, no: number): Promise<Stage> {
  const [saltLake, parkStreet] = world.replicas;
  if (!saltLake || !parkStreet) throw new Error('There are two branches.');
  const dayMs = MONDAY_8_MS + ((no + 1) * 24 - 8) * HOUR_MS;
  await openSession(saltLake, dayMs + 9 * HOUR_MS, dayMs + 12 * HOUR_MS);
  await openSession(parkStreet, dayMs + 13 * HOUR_MS, dayMs + 15 * HOUR_MS);
  await comeTogether(world);
  return { doctorId: DR_DAS, dayMs };
}

async function openSession(replica: Replica, startMs: number, endMs: number): Promise<void> {
  await must(
    replica.engine.ask('create-session', {
      ...{ id: replica.engine.newId(), branchId: replica.branchId ?? SALT_LAKE, doctorId: DR_DAS },
      ...{ startMs, endMs, slotMin: 30, capacity: 1, tags: [], requestOverlap: true },
    }),
  );
}

async function must(outcome: Promise<{ readonly ok: boolean }>): Promise<void> {
  const result = await outcome;
  if (!result.ok) throw new Error(JSON.stringify(result));
}
