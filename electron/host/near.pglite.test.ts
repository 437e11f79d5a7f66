import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { retireDevice } from '../../shared/engine/store/retire-device.ts';
import type { BusyBlock } from '../../shared/wire/desk/rows.ts';
import { openTestCentral, type TestCentral } from '../../test/support/central.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  SALT_LAKE,
} from '../../test/support/engine.ts';
import { type JoinedHost, openJoinedHost } from '../../test/support/joined-host.ts';
import { NEAR_HELLO_PATH, NEAR_PATH } from './near/near-server.ts';

/** It looks around every ten seconds, on a machine that may be busy. */
const SOON = { timeout: 40_000 };
const ADMIN = { login: 'admin', password: 'keeps the keys' };

let central: TestCentral;
let branch: JoinedHost;
let laptop: JoinedHost;
let branchPort: number;

beforeEach(async () => {
  central = await openTestCentral();
  await central.engine.ask('create-series', aSeries(central.engine.newId()));
  await central.engine.ask(
    'create-series',
    aSeries(central.engine.newId(), { doctorId: DR_SEN, startMin: 9 * 60, endMin: 12 * 60 }),
  );
  const { clock } = central.engine;
  const open = async (name: string, place: { branchId: string } | { doctorId: string }) => {
    const kind = 'branchId' in place ? ('branch' as const) : ('doctor' as const);
    const code = await central.newCode({ branchId: null, doctorId: null, name, kind, ...place });
    const seed = kind === 'branch' ? 3 : 4;
    return openJoinedHost({ clock, seed, centralUrl: central.url, code, ...ADMIN });
  };
  branch = await open('Salt Lake', { branchId: SALT_LAKE });
  laptop = await open('Laptop of Dr Das', { doctorId: DR_DAS });
  for (const { desk } of [branch, laptop]) {
    await desk.watch(at('00:00', 1), at('24:00', 1));
    await desk.shows('peers', (rows) => rows.length === 2);
  }
  await branch.desk.shows('sessions', (rows) => rows.length === 2 && rows.every(isConfirmed));
  await laptop.desk.shows('sessions', (rows) => rows.length === 1 && rows.every(isConfirmed));
  branchPort = await freePort();
}, 120_000);
afterEach(async () => {
  for (const host of [laptop, branch]) await host[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
});

const isConfirmed = ({ confirmed }: { readonly confirmed: boolean }): boolean => confirmed;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

function cut(...hosts: readonly JoinedHost[]): void {
  for (const { network } of hosts) network.set(true);
}

/** Switched on at both: the laptop looks for the branch. */
async function meet(through = branchPort): Promise<void> {
  const plan = { port: branchPort, addresses: [] };
  expect(await branch.desk.ask({ kind: 'set-near', plan })).toMatchObject({ ok: true });
  const lookFor = { port: await freePort(), addresses: [`127.0.0.1:${through}`] };
  expect(await laptop.desk.ask({ kind: 'set-near', plan: lookFor })).toMatchObject({ ok: true });
}

async function book(
  { desk }: JoinedHost,
  clock: string,
  name: string,
  doctorId = DR_DAS,
): Promise<string> {
  const id = central.engine.newId();
  const newPatient = aPatient(central.engine.newId(), name);
  const about = { patientId: newPatient.id, newPatient, doctorId };
  const times = { startMs: at(clock, 1), endMs: at(clock, 1) + 900_000 };
  const done = await desk.intend('book', aBooking(id, clock, { ...about, ...times }));
  expect(done).toMatchObject({ ok: true });
  return id;
}

const nearOf = (rows: readonly BusyBlock[]) =>
  rows
    .filter(({ near }) => near !== undefined)
    .map(({ startMs, near }) => ({ startMs, ...near }))
    .toSorted((a, b) => a.startMs - b.startMs);
const showsNear = ({ desk }: JoinedHost, count: number): Promise<void> =>
  desk.shows('busy', (rows) => nearOf(rows).length === count);

const idsAtCentral = async (): Promise<readonly string[]> => {
  const rows = await central.engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').orderBy('id').execute(),
  );
  return rows.map(({ id }) => id);
};
const stateOf = ({ desk }: JoinedHost) => desk.ask({ kind: 'near' });

test('without central, a laptop and a branch of one network see what the other booked, as tentative and no more [LN1]', async () => {
  cut(branch, laptop);
  await book(branch, '09:00', 'Zephyrine Quill');
  const away = await book(laptop, '10:00', 'Ottoline Marsh');
  await meet();
  await showsNear(branch, 1);
  await showsNear(laptop, 1);
  expect(nearOf(branch.desk.rows('busy'))).toMatchObject([
    { startMs: at('10:00', 1), from: 'Laptop of Dr Das', patientName: 'Ottoline Marsh' },
  ]);
  expect(nearOf(laptop.desk.rows('busy'))).toMatchObject([
    { startMs: at('09:00', 1), from: 'Salt Lake', patientName: 'Zephyrine Quill' },
  ]);
  // Neither book has the other's, and what the laptop booked is as tentative as before.
  expect(branch.desk.rows('appointments').map(({ firm }) => firm)).toEqual([true]);
  expect(laptop.desk.rows('appointments').map(({ firm }) => firm)).toEqual([false]);
  // The right to the time is the branch's, whatever it was told.
  const over = await book(branch, '10:00', 'Barnaby Finch');
  await branch.desk.shows(
    'appointments',
    (rows) => rows.find(({ id }) => id === over)?.firm === true,
  );
  expect(await idsAtCentral()).toEqual([]);
  expect(await stateOf(branch)).toMatchObject({
    neighbours: [{ name: 'Laptop of Dr Das', isNear: true, visits: 1, carries: false }],
  });
  // What is written later is told by itself.
  await book(laptop, '11:00', 'Lavinia Stone');
  await showsNear(branch, 2);

  // Central's word takes the place of what was told: the laptop's booking lost its time.
  for (const { network } of [branch, laptop]) network.set(false);
  for (const { desk } of [branch, laptop, branch]) await desk.ask({ kind: 'sync-now' });
  await branch.desk.shows('appointments', (rows) => rows.length === 4);
  await showsNear(branch, 0);
  await showsNear(laptop, 0);
  await laptop.desk.shows(
    'appointments',
    (rows) => rows.find(({ id }) => id === away)?.verdict === 'displaced',
  );
  expect(await idsAtCentral()).toHaveLength(4);
});

test('each is told what central would tell it, and takes no more from the other [LN2]', async () => {
  cut(branch, laptop);
  await book(branch, '09:00', 'Zephyrine Quill');
  await book(branch, '09:15', 'Of Dr Sen', DR_SEN);
  await meet();
  await showsNear(laptop, 1);
  expect(laptop.desk.heard()).not.toContain('Of Dr Sen');
  const { rows } = await laptop.connector.withSession((session) =>
    session.query('select doctor_id from near_visit', []),
  );
  expect(rows).toHaveLength(1);
});

test('what a laptop without a line wrote is handed in by the branch, once, and central’s answer comes back [LN3]', async () => {
  cut(laptop);
  const first = await book(laptop, '10:00', 'Ottoline Marsh');
  await meet();
  await laptop.desk.shows('appointments', (rows) => rows.some(({ unsynced }) => !unsynced));
  expect(await idsAtCentral()).toEqual([first]);
  await vi.waitFor(async () => {
    const state = await stateOf(laptop);
    expect(state?.neighbours).toMatchObject([{ name: 'Salt Lake', carries: true }]);
    expect(state?.neighbours[0]?.carriedMs).not.toBeNull();
  }, SOON);

  // The line comes back while the branch carries: what was written is there once, and all is known.
  const later = await book(laptop, '10:15', 'Lavinia Stone');
  laptop.network.set(false);
  await laptop.desk.ask({ kind: 'sync-now' });
  await laptop.desk.shows('appointments', (rows) => rows.every(({ unsynced }) => !unsynced));
  expect(await idsAtCentral()).toEqual([first, later].toSorted());
  await branch.desk.shows('appointments', (rows) => rows.length === 2);
  await showsNear(branch, 0);
  expect(await stateOf(laptop)).toMatchObject({ addresses: [{ trouble: null }] });
});

/** Somebody on the network who reads along, and sends what was read again, or something else. */
async function listenIn(): Promise<Listener> {
  const heard: Buffer[] = [];
  const send = (path: string, body: Uint8Array<ArrayBuffer>) =>
    fetch(`http://127.0.0.1:${branchPort}${path}`, { method: 'POST', body });
  const server = createHttpServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      if (request.url === NEAR_PATH) heard.push(body);
      const answer = await send(request.url ?? '', new Uint8Array(body));
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    })();
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    ...{ port, heard: () => heard, send },
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
interface Listener extends AsyncDisposable {
  readonly port: number;
  readonly heard: () => readonly Buffer[];
  readonly send: (path: string, body: Uint8Array<ArrayBuffer>) => Promise<Response>;
}

const kindOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { readonly kind: string }).kind;

test('whoever reads along reads nothing, and what was said once is not taken again, nor for another [LN4]', async () => {
  cut(branch, laptop);
  await book(laptop, '10:00', 'Ottoline Marsh');
  await using listener = await listenIn();
  await meet(listener.port);
  await showsNear(branch, 1);
  const [said = Buffer.alloc(0)] = listener.heard();
  expect(said.includes('Ottoline')).toBe(false);
  expect(await kindOf(await listener.send(NEAR_PATH, new Uint8Array(said)))).toBe('replayed');

  const end = said.indexOf(10);
  const header = JSON.parse(said.subarray(0, end).toString()) as Record<string, string>;
  const withHeader = async (changes: Record<string, string>): Promise<string> => {
    const hello = await listener.send(NEAR_HELLO_PATH, new Uint8Array());
    const { challenge = '' } = (await hello.json()) as { readonly challenge?: string };
    const line = Buffer.from(JSON.stringify({ ...header, challenge, ...changes }));
    return kindOf(
      await listener.send(NEAR_PATH, new Uint8Array(Buffer.concat([line, said.subarray(end)]))),
    );
  };
  expect(await withHeader({})).toBe('stranger');
  expect(await withHeader({ from: 'somebody-else.1' })).toBe('stranger');
  expect(await withHeader({ to: 'park-street.1' })).toBe('not-for-us');
  // Whoever guesses is not listened to for a while, wherever the guess comes from at that address.
  const hellos = await Promise.all(
    Array.from({ length: 6 }, () => listener.send(NEAR_HELLO_PATH, new Uint8Array())),
  );
  expect(hellos.map(({ status }) => status)).toContain(429);
  expect(nearOf(branch.desk.rows('busy'))).toHaveLength(1);
});

test('who was taken out of service is not listened to, nor is anything of it shown any more [LN4]', async () => {
  cut(laptop);
  await meet();
  await book(laptop, '10:00', 'Ottoline Marsh');
  await branch.desk.shows('appointments', (rows) => rows.length === 1);
  cut(branch);
  await book(laptop, '10:15', 'Lavinia Stone');
  await showsNear(branch, 1);
  const own = await laptop.connector.withSession((session) =>
    session.query('select replica from book', []),
  );
  const { replica } = own.rows[0] as { readonly replica: string };
  await central.engine.store.write(ORGANISATION, CAUSE, (tx) => retireDevice(tx, replica));
  branch.network.set(false);
  await branch.desk.ask({ kind: 'sync-now' });
  await branch.desk.shows('peers', (rows) => rows.some(({ retired }) => retired));
  await book(branch, '11:00', 'Zephyrine Quill');
  await showsNear(branch, 0);
  await book(laptop, '10:30', 'Clementine Ash');
  await vi.waitFor(async () => {
    const state = await stateOf(laptop);
    expect(state?.addresses).toMatchObject([{ trouble: 'stranger' }]);
  }, SOON);
  expect(nearOf(branch.desk.rows('busy'))).toEqual([]);
});

test('nobody is met before it is switched on at both, and nothing of others is shown after it is off [LN5]', async () => {
  cut(branch, laptop);
  await book(branch, '09:00', 'Zephyrine Quill');
  expect(await stateOf(branch)).toMatchObject({ plan: null, neighbours: [], mayChange: true });
  const lookFor = { port: await freePort(), addresses: [`127.0.0.1:${branchPort}`] };
  expect(await laptop.desk.ask({ kind: 'set-near', plan: lookFor })).toMatchObject({ ok: true });
  await vi.waitFor(async () => {
    const state = await stateOf(laptop);
    expect(state?.addresses).toMatchObject([{ trouble: 'unreachable' }]);
  }, SOON);
  // Another program has the port: it is said, and nothing is switched on.
  const taken = { port: lookFor.port, addresses: [] };
  expect(await branch.desk.ask({ kind: 'set-near', plan: taken })).toEqual({
    ok: false,
    error: { kind: 'port-taken' },
  });
  expect(await stateOf(branch)).toMatchObject({ plan: null });
  await meet();
  await showsNear(laptop, 1);
  expect(await laptop.desk.ask({ kind: 'set-near', plan: null })).toMatchObject({ ok: true });
  await showsNear(laptop, 0);
});

const CAUSE = {
  ...{ intentId: null, intentKind: 'revoke', actorId: null, actorName: 'Admin' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};
