import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createCentralClient } from '../electron/host/sync/central-client.ts';
import { type SyncLoop, startSyncLoop } from '../electron/host/sync/sync-loop.ts';
import { NEW_PATIENT } from '../shared/model/choices.ts';
import { PLAIN_SERVICE } from '../shared/model/service.ts';
import { type CentralClinic, openCentralClinic } from '../test/support/central-clinic.ts';
import { type CuttingProxy, openCuttingProxy } from '../test/support/cutting-proxy.ts';
import {
  admin,
  aPatient,
  createTestClock,
  createTestRandom,
  MONDAY_8_MS,
  openTestEngine,
  type TestEngine,
} from '../test/support/engine.ts';
import { openRealCentral, type RealCentral } from '../test/support/real-central.ts';

const LONG = Boolean(process.env.DAYBOOK_LONG);
const CUTS = LONG ? 1000 : 20;
if (!LONG) vi.setConfig({ testTimeout: 120_000 });
const FIRST = Number(process.env.DAYBOOK_SEED ?? 1);
/** The loop's waits, shortened: it is the attempts that matter here. */
const HASTE = 25;

const clock = createTestClock(MONDAY_8_MS);
let folder: string;
let central: RealCentral;
let clinic: CentralClinic;
let proxy: CuttingProxy;
let branch: TestEngine;
let organisationId: string;
let loop: SyncLoop;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-cut-'));
  central = await openRealCentral(clock);
  clinic = await openCentralClinic(central, clock);
  proxy = await openCuttingProxy(central.url);
  const { replica, key } = await clinic.enrol(folder);
  organisationId = (await central.engine.loadBook())?.organisationId ?? '';
  branch = await openTestEngine({
    ...{ clock, seed: 41 },
    book: { organisationId, replica, centralUrl: proxy.url },
  });
  const way = { centralUrl: proxy.url, replica, former: null, key, clock, fetch };
  const client = createCentralClient(way);
  loop = startSyncLoop({
    engine: branch,
    organisationId,
    exchange: client.exchange,
    onForked: async () => {
      throw new Error('A lost line is no copied disk.');
    },
    timers: {
      after: (delayMs, run) => {
        const timer = setTimeout(run, delayMs / HASTE);
        return () => clearTimeout(timer);
      },
    },
    random: createTestRandom(7),
    onChange: () => undefined,
    onError: () => undefined,
  });
});
afterAll(async () => {
  loop.stop();
  await loop.now();
  await branch.close();
  await proxy[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const countAt = async (
  engine: Pick<TestEngine, 'store'>,
  table: 'patient' | 'service' | 'dirty' | 'pushBatch',
): Promise<number> => {
  const row = await engine.store.read((db) =>
    db.kysely
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<string>().as('rows'))
      .executeTakeFirstOrThrow(),
  );
  return Number(row.rows);
};

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 10_000; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`It never came to this: ${what}.`);
}

let written = 0;

/** Both sides write, so that the next exchange carries something each way. */
async function writeBoth(): Promise<void> {
  written += 1;
  const duration = { durationMin: 15, hue: 'green', ...PLAIN_SERVICE, active: true };
  const service = { id: central.engine.newId(), name: `Service ${written}`, ...duration };
  await clinic.ask('save-service', service);
  const id = branch.newId();
  const patient = aPatient(id, `Patient ${written}`);
  const intent = { id: branch.newId(), kind: 'save-patient', input: patient } as const;
  const done = await branch.execute(organisationId, admin, { ...intent, atMs: clock.nowMs() });
  if (!done.ok) throw new Error(JSON.stringify(done.error));
}

/** Nothing is under way, and each has what the other wrote, once. */
const rest = (): Promise<void> =>
  until(`both have all ${written}`, async () => {
    if (loop.phase().name !== 'idle' || (await countAt(branch, 'dirty')) > 0) return false;
    const [here, there] = [
      await countAt(branch, 'service'),
      await countAt(central.engine, 'patient'),
    ];
    expect(here).toBeLessThanOrEqual(written);
    expect(there).toBeLessThanOrEqual(written);
    return here === written && there === written && (await countAt(branch, 'pushBatch')) === 0;
  });

/** Where an exchange can be cut: the ends of its parts, and places drawn from a seed. */
function placesIn(bytes: Buffer, seed: number, count: number): readonly number[] {
  const body = bytes.indexOf('\r\n\r\n') + 4;
  const line = bytes.indexOf('\r\n') + 2;
  const last = bytes.length;
  const ends = [1, line, body - 1, body, body + 1, Math.floor((body + last) / 2), last - 1, last];
  const random = createTestRandom(seed);
  const drawn = Array.from({ length: Math.max(0, count - ends.length) }, () => {
    const [high = 0, low = 0] = random.bytes(2);
    return 1 + (((high << 8) | low) % last);
  });
  return [...ends, ...drawn];
}

test('an exchange cut at any byte, up or down, is taken up again by itself, and nothing is lost or doubled [SY2]', async () => {
  await writeBoth();
  await rest();
  proxy.passed('up');
  proxy.passed('down');
  await writeBoth();
  await rest();
  const whole = { up: proxy.passed('up'), down: proxy.passed('down') };
  for (const side of ['up', 'down'] as const) {
    for (const place of placesIn(whole[side], FIRST, CUTS / 2)) {
      const before = proxy.cuts();
      proxy.cutAfter(side, place);
      await writeBoth();
      await rest();
      // A place beyond one exchange is in the next.
      await until(`a cut ${side} at ${place}`, async () => {
        if (proxy.cuts() === before) await loop.now();
        return proxy.cuts() > before;
      });
      await rest();
    }
  }
  const namesAt = async (engine: Pick<TestEngine, 'store'>) => {
    const rows = await engine.store.read((db) =>
      db.kysely.selectFrom('patient').select('name').orderBy('name').execute(),
    );
    return rows.map(({ name }) => name);
  };
  const names = Array.from({ length: written }, (_, n) => `Patient ${n + 1}`).toSorted();
  expect((await namesAt(central.engine)).toSorted()).toEqual(names);
  expect((await namesAt(branch)).toSorted()).toEqual(names);
});

test('so is a large one, sent in many packets [SY2]', async () => {
  const many = 400;
  await branch.store.write(organisationId, CAUSE, async (tx) => {
    for (let n = 0; n < many; n += 1) {
      const note = String(createTestRandom(n).bytes(600));
      tx.put('patient', { ...aPatient(branch.newId(), `Many ${n}`), note, ...NEW_PATIENT }, null);
    }
  });
  for (const [side, place] of [
    ['up', 90_000],
    ['up', 200_000],
    ['down', 20],
  ] as const) {
    const before = proxy.cuts();
    proxy.cutAfter(side, place);
    await until('it is cut', async () => {
      await loop.now();
      return proxy.cuts() > before && loop.phase().name !== 'exchanging';
    });
  }
  await until('all are there', async () => (await countAt(branch, 'dirty')) === 0);
  expect(await countAt(central.engine, 'patient')).toBe(written + many);
}, 60_000);

const CAUSE = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'Test', role: 'admin' },
  ...{ desk: 'test', source: 'sync' as const, reason: null },
};
