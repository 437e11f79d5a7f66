import type { PGlite } from '@electric-sql/pglite';
import { createPgliteConnector } from '../../electron/host/database/pglite-connector.ts';
import { moveHome } from '../../shared/engine/store/move-home.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import { type DiskImage, takeImage } from '../support/disk-image.ts';
import {
  createTestClock,
  DR_DAS,
  DR_SEN,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../support/engine.ts';
import { enrol, exchange } from '../support/exchange.ts';
import { openBookPglite } from '../support/pglite.ts';

const HOUR_MS = 3_600_000;
const CENTRAL_URL = 'http://central.invalid';

/** Midnight, by the branches' wall clock, of the day about which every history is. */
export const DAY_MS = MONDAY_8_MS + (30 * 24 - 8) * HOUR_MS;

export const DEVICES = [
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

/** What is on everyone's disk when a history begins. */
export interface Template {
  readonly central: Connector;
  readonly replicas: readonly Connector[];
  /** Of central first, and then of the replicas. */
  readonly images: readonly DiskImage[];
  /** A computer that is in nobody's use yet. */
  readonly spare: () => Promise<Connector>;
  readonly close: () => Promise<void>;
}

/**
 * A clinic of two branches and Dr. Das's laptop, on real databases. Dr. Das is at Salt Lake in the
 * morning and at Park Street in the afternoon, Dr. Sen at Salt Lake. `limit`: how many firm
 * appointments Dr. Das may have a day. `central`: central's database, a PGlite if there is none.
 */
export async function openTemplate({
  limit = null,
  shares = false,
  central: given,
}: {
  /** Dr. Das shares the morning with Dr. Sen, as far as both are there. */
  readonly shares?: boolean;
  readonly limit?: number | null;
  readonly central?: Connector;
} = {}): Promise<Template> {
  const opened: PGlite[] = [];
  const open = async (): Promise<Connector> => {
    const pglite = await openBookPglite();
    opened.push(pglite);
    return createPgliteConnector(pglite);
  };
  const clock = createTestClock(MONDAY_8_MS);
  const book = { replica: 'central', name: 'Central', kind: 'central' as const };
  const central = await openTestEngine({
    ...{ clock, seed: 1, connector: given ?? (await open()) },
    book: { ...book, branchId: null, isCentral: true },
  });
  const replicas: TestEngine[] = [];
  for (const [i, device] of DEVICES.entries()) {
    await enrol(central, device);
    const own = { ...device, centralUrl: CENTRAL_URL };
    const connector = await open();
    replicas.push(await openTestEngine({ clock, seed: 2 + i, book: own, connector }));
  }
  await furnish(central, replicas, { limit, shares });
  const all = [central, ...replicas];
  const images: DiskImage[] = [];
  for (const { connector } of all) images.push(await takeImage(connector));
  let spare: Promise<Connector> | null = null;
  return {
    central: central.connector,
    replicas: replicas.map(({ connector }) => connector),
    images,
    spare: () => {
      spare ??= open().then(async (connector) => {
        await openTestEngine({ connector });
        return connector;
      });
      return spare;
    },
    close: async () => {
      for (const pglite of opened) await pglite.close();
    },
  };
}

async function furnish(
  central: TestEngine,
  replicas: readonly TestEngine[],
  { limit, shares: isShared }: { readonly limit: number | null; readonly shares: boolean },
): Promise<void> {
  const [saltLake, parkStreet] = replicas;
  if (!saltLake || !parkStreet) throw new Error('There are two branches.');
  await setUpClinic(saltLake);
  await meet(central, replicas);
  await openSession(saltLake, DR_DAS, SALT_LAKE, [9, 12], isShared ? DR_SEN : null);
  await openSession(saltLake, DR_SEN, SALT_LAKE, [10, 13]);
  await openSession(parkStreet, DR_DAS, PARK_STREET, [13, 15]);
  await meet(central, replicas);
  if (limit === null) return;
  await central.store.write(ORGANISATION, ENROLS, (tx) =>
    moveHome(tx, PARK_STREET, null, 'park-street.1'),
  );
  const shares = [
    { branchId: SALT_LAKE, perDay: 2 },
    { branchId: PARK_STREET, perDay: 2 },
  ];
  await must(saltLake.ask('set-daily-limit', { doctorId: DR_DAS, perDay: limit, shares }));
  await meet(central, replicas);
}

const ROUNDS = 4;
async function meet(central: TestEngine, replicas: readonly TestEngine[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const replica of replicas) await exchange(replica, central);
  }
}

const openSession = (
  engine: TestEngine,
  doctorId: string,
  branchId: string,
  [from, to]: readonly [number, number],
  sharedWith: string | null = null,
): Promise<void> =>
  must(
    engine.ask('create-session', {
      ...{ id: engine.newId(), branchId, doctorId },
      ...{ startMs: DAY_MS + from * HOUR_MS, endMs: DAY_MS + to * HOUR_MS },
      ...{ slotMin: 30, capacity: 1, tags: [], requestOverlap: true },
      accepts: { kinds: ['travel'], reason: null },
      ...(sharedWith ? { shared: { doctorId: sharedWith, newId: null } } : {}),
    }),
  );

async function must(outcome: Promise<{ readonly ok: boolean }>): Promise<void> {
  const result = await outcome;
  if (!result.ok) throw new Error(JSON.stringify(result));
}

export const ENROLS = {
  ...{ intentId: null, intentKind: 'enrol', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};
