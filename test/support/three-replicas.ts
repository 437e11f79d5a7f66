import { present } from '../../shared/core/assert.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import type { Conflict } from '../../shared/model/conflict.ts';
import { type DiskImage, putImage, takeImage } from './disk-image.ts';
import {
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  createTestClock,
  DR_DAS,
  MONDAY_8_MS,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestClock,
  type TestEngine,
} from './engine.ts';
import { enrol, exchange } from './exchange.ts';

const HALF_HOUR_MS = 30 * 60_000;
/** An exchange may bring what the one before it caused elsewhere. */
const ROUNDS = 3;

/** Central, two branches and Dr. Das's laptop, who works at Salt Lake on Mondays and Tuesdays. */
export interface ThreeReplicas extends AsyncDisposable {
  readonly clock: TestClock;
  readonly central: TestEngine;
  readonly saltLake: TestEngine;
  readonly parkStreet: TestEngine;
  readonly laptop: TestEngine;
  /** Central's engine and the others'. */
  readonly all: readonly TestEngine[];
  /** All exchange, in this order, until nothing moves any more. */
  readonly meet: (order?: readonly TestEngine[]) => Promise<void>;
}

const CENTRAL_URL = 'http://central.invalid';
const CENTRAL = {
  ...{ replica: 'central', kind: 'central', name: 'Central', branchId: null, isCentral: true },
} as const;
const BRANCH = { kind: 'branch', doctorId: null } as const;
const DEVICES = [
  { ...BRANCH, replica: 'salt-lake.1', name: 'Salt Lake', branchId: SALT_LAKE },
  { ...BRANCH, replica: 'park-street.1', name: 'Park Street', branchId: PARK_STREET },
  { replica: 'laptop.1', name: 'Dr. Das', kind: 'doctor', branchId: null, doctorId: DR_DAS },
] as const;

/**
 * What the four have on their disks once they know each other. The first test of a process makes it,
 * which costs more than most tests do; the others begin with copies.
 */
const begun: DiskImage[] = [];

/** `connector`: central's database, `ofSaltLake`: Salt Lake's; a PGlite like the others' if there is none. */
export async function openThreeReplicas(
  connector?: Connector,
  ofSaltLake?: Connector,
): Promise<ThreeReplicas> {
  const clock = createTestClock(MONDAY_8_MS);
  const isUsual = !connector && !ofSaltLake;
  const hasBook = isUsual && begun.length > 0;
  // A program that was started again draws other numbers than the one that made the book.
  const open = (seed: number, book: object, on?: Connector): Promise<TestEngine> =>
    openTestEngine({
      ...{ clock, seed: hasBook ? seed + 1000 : seed, hasBook, book },
      ...(on ? { connector: on } : {}),
    });
  const central = await open(10, CENTRAL, connector);
  const saltLake = await open(20, { ...DEVICES[0], centralUrl: CENTRAL_URL }, ofSaltLake);
  const parkStreet = await open(21, { ...DEVICES[1], centralUrl: CENTRAL_URL });
  const laptop = await open(22, { ...DEVICES[2], centralUrl: CENTRAL_URL });
  const replicas = [saltLake, parkStreet, laptop];
  const all = [central, ...replicas];
  const meet = async (order: readonly TestEngine[] = replicas): Promise<void> => {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const replica of order) await exchange(replica, central);
    }
  };
  if (hasBook) {
    for (const [i, { connector: disk }] of all.entries())
      await putImage(disk, present(begun[i], 'Each of the four has one.'));
  } else {
    for (const device of DEVICES) await enrol(central, device);
    await setUpClinic(saltLake);
    const mondays = aSeries(saltLake.newId(), { rule: 'FREQ=WEEKLY;BYDAY=MO,TU;COUNT=8' });
    await saltLake.ask('create-series', mondays);
    await meet();
    if (isUsual) for (const one of all) begun.push(await takeImage(one.connector));
  }
  return {
    ...{ clock, central, saltLake, parkStreet, laptop, all, meet },
    [Symbol.asyncDispose]: async () => {
      for (const engine of all) await engine.close();
    },
  };
}

/**
 * What three make of one hour while they do not hear of each other: Salt Lake books with the right
 * to the time, Park Street in a session of its own that overlaps it, the laptop for its patient.
 */
export async function bookApart({ clock, saltLake, parkStreet, laptop }: ThreeReplicas) {
  const ids = {
    winner: saltLake.newId(),
    atParkStreet: parkStreet.newId(),
    ofLaptop: laptop.newId(),
  };
  await book(saltLake, ids.winner, '10:00', SALT_LAKE);
  const asked = await parkStreet.ask('create-session', {
    id: parkStreet.newId(),
    branchId: PARK_STREET,
    doctorId: DR_DAS,
    startMs: at('09:00'),
    endMs: at('12:00'),
    slotMin: 15,
    capacity: 1,
    tags: [],
    requestOverlap: true,
  });
  if (!asked.ok) throw new Error(JSON.stringify(asked.error));
  await book(parkStreet, ids.atParkStreet, '10:10', PARK_STREET);
  clock.advance(1000);
  await book(laptop, ids.ofLaptop, '10:15', SALT_LAKE);
  return ids;
}

/** Half an hour with Dr. Das for a patient met for the first time. */
async function book(
  engine: TestEngine,
  appointmentId: string,
  clockTime: string,
  branchId: string,
): Promise<void> {
  const newPatient = { ...aPatient(engine.newId(), `Patient of ${clockTime}`), branchId };
  const startMs = at(clockTime);
  const done = await engine.ask('book', {
    ...{ appointmentId, branchId, doctorId: DR_DAS, patientId: newPatient.id, newPatient },
    ...{ startMs, endMs: startMs + HALF_HOUR_MS, serviceId: CONSULTATION, holdId: null },
    ...{ note: '', overbookReason: null, emergency: false },
  });
  if (!done.ok) throw new Error(JSON.stringify(done.error));
}

/** Every claim with its verdict, as one engine has them. */
export const verdictsAt = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('claim')
      .select(['id', 'startMs', 'verdict', 'blockerId', 'endorsed'])
      .orderBy('id')
      .execute(),
  );

/** The conflict about an appointment, as one engine has it. */
export async function conflictAt(engine: TestEngine, recordId: string): Promise<Conflict> {
  const found = await engine.store.read((db) =>
    db.kysely
      .selectFrom('conflict')
      .selectAll()
      .where('recordId', '=', recordId)
      .executeTakeFirst(),
  );
  if (!found) throw new Error('There is no conflict about it.');
  return found;
}
