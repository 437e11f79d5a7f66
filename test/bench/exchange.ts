/**
 * A branch's appointments pushed to central and pulled by a second computer of the branch, which
 * has nothing but the clinic's set-up, beside PouchDB on LevelDB and express-pouchdb with the same
 * documents; both over loopback, each round with fresh folders. Central is `server/main.ts` on its
 * own PostgreSQL; fsync and the exclusion constraints are on at both ends. CPU is of all processes
 * together, as Linux counts it.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Appointment } from '../../shared/model/appointment.ts';
import { SAMPLE_BRANCHES } from '../../shared/sample/sample-places.ts';
import { type NodeProcess, startNode } from '../support/process.ts';
import { countWire, type Wire } from './exchange/count-wire.ts';
import { type Live, measureLive } from './exchange/measure-live.ts';
import { openReplica } from './exchange/open-replica.ts';
import { openPouch } from './exchange/pouch-peer.ts';
import { cpuOfTree } from './exchange/process-tree.ts';
import { writeAppointments } from './exchange/write-appointments.ts';
import {
  atMost,
  type Figure,
  type Limit,
  median,
  ratioAtLeast,
  ratioAtMost,
  reportFigures,
  say,
} from './figure.ts';
import { installPeer } from './install-peer.ts';

/** The batch size PouchDB has by itself, and one that is faster here. */
const POUCH_BATCH = 100;
const POUCH_LARGE_BATCH = 1000;
const COUNT = Number(process.argv[2] ?? 10_000);
const ROUNDS = Number(process.argv[3] ?? 3);
/** One that no round is measured with: compiled code is what runs in a clinic all day. */
const WARM_UP_COUNT = 1000;

interface Leg {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly bytes: number;
}
type LegName = 'push' | 'pull';
type Round = Readonly<Record<LegName, Leg>>;

type OurRound = Round & { readonly live: Live; readonly made: readonly Appointment[] };

const SERVER = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const { 'salt-lake': saltLake } = SAMPLE_BRANCHES;

async function measure(
  server: NodeProcess,
  wire: Wire,
  work: () => Promise<unknown>,
): Promise<Leg> {
  wire.take();
  const before = cpuOfTree(server.pid);
  const own = process.cpuUsage();
  const startMs = performance.now();
  await work();
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(own);
  const cpuMs = cpuOfTree(server.pid) - before + (user + system) / 1000;
  const { bytesUp, bytesDown } = wire.take();
  return { wallMs, cpuMs, bytes: bytesUp + bytesDown };
}

async function ourRound(folder: string, count: number): Promise<OurRound> {
  const central = ['--sample', '--json', '--port', '0', '--data-folder', join(folder, 'central')];
  await using server = startNode(SERVER, central, { env: { DAYBOOK_LOG: 'silent' } });
  const { url } = await server.nextMessage(60_000);
  await using wire = await countWire(String(url));
  const open = (name: string) => {
    mkdirSync(join(folder, name));
    return openReplica(join(folder, name), wire.url, { ...saltLake, name });
  };
  const first = await open('Desk 1');
  const second = await open('Desk 2');
  for (const replica of [first, second]) await replica.exchange();
  const made = await writeAppointments(first, saltLake.id, count);
  const push = await measure(server, wire, first.exchange);
  const pull = await measure(server, wire, second.exchange);
  const pulled = await second.engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .where('note', 'like', 'note %')
      .executeTakeFirstOrThrow(),
  );
  if (Number(pulled.n) !== count) throw new Error(`${pulled.n} of ${count} came.`);
  const live = await measureLive(first, second, saltLake.id, wire);
  for (const replica of [first, second]) await replica.close();
  await server.kill('SIGTERM');
  return { push, pull, live, made };
}

async function pouchRound(
  folder: string,
  made: readonly Appointment[],
  batchSize: number,
): Promise<Round> {
  await using pouch = await openPouch(folder, batchSize);
  await using wire = await countWire(pouch.url);
  const peer = pouch.connect(wire.url);
  await peer.write(made);
  const push = await measure(pouch.server, wire, peer.push);
  const pull = await measure(pouch.server, wire, peer.pull);
  await peer.close();
  return { push, pull };
}

const inFolder = async <T>(run: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const hasPeer = installPeer('pouchdb');
const ours: Round[] = [];
const lives: Live[] = [];
const theirs = new Map<number, Round[]>([
  [POUCH_BATCH, []],
  [POUCH_LARGE_BATCH, []],
]);
for (let round = -1; round < ROUNDS; round += 1) {
  const count = round < 0 ? WARM_UP_COUNT : COUNT;
  const { made, live, ...our } = await inFolder((folder) => ourRound(folder, count));
  if (round >= 0) {
    ours.push(our);
    lives.push(live);
  }
  say(
    `round ${round}: push ${Math.round(our.push.wallMs)} ms, ${Math.round(our.push.cpuMs)} CPU; pull ${Math.round(our.pull.wallMs)} ms, ${Math.round(our.pull.cpuMs)} CPU`,
  );
  for (const [batchSize, rounds] of hasPeer ? theirs : []) {
    const their = await inFolder((folder) => pouchRound(folder, made, batchSize));
    if (round >= 0) rounds.push(their);
    say(
      `  PouchDB in batches of ${batchSize}: push ${Math.round(their.push.wallMs)} ms, ${Math.round(their.push.cpuMs)} CPU; pull ${Math.round(their.pull.wallMs)} ms, ${Math.round(their.pull.cpuMs)} CPU`,
    );
  }
}

const of = (rounds: readonly Round[], leg: LegName, key: keyof Leg): number =>
  median(rounds.map((round) => round[leg][key]));
const rate = (wallMs: number): number => (COUNT / wallMs) * 1000;
const bench = 'exchange';

/** One leg beside PouchDB with batches of one size; limits are for the size it has by itself. */
function figuresOf(leg: LegName, batchSize: number): Figure[] {
  const rounds = theirs.get(batchSize) ?? [];
  const peer = (value: number) =>
    rounds.length > 0 ? { name: `PouchDB, batches of ${batchSize}`, value } : null;
  const limited = (limit: Limit) => (batchSize === POUCH_BATCH ? limit : null);
  return [
    {
      ...{ bench, name: `${leg}, appointments a second`, ours: rate(of(ours, leg, 'wallMs')) },
      peer: peer(rate(of(rounds, leg, 'wallMs'))),
      limit: limited(ratioAtLeast(leg === 'push' ? 2.5 : 2)),
    },
    {
      ...{ bench, name: `${leg}, CPU of all processes, us each` },
      ours: (of(ours, leg, 'cpuMs') * 1000) / COUNT,
      peer: peer((of(rounds, leg, 'cpuMs') * 1000) / COUNT),
      limit: limited(ratioAtMost(0.4)),
    },
    {
      ...{ bench, name: `${leg}, bytes on the wire each` },
      ours: of(ours, leg, 'bytes') / COUNT,
      peer: peer(of(rounds, leg, 'bytes') / COUNT),
      limit: limited(atMost(60)),
    },
  ];
}

reportFigures([
  ...[...theirs.keys()].flatMap((size) =>
    (['push', 'pull'] as const).flatMap((leg) => figuresOf(leg, size)),
  ),
  {
    ...{ bench, name: 'one live change seen at another desk, requests' },
    ...{ ours: median(lives.map(({ requests }) => requests)), peer: null, limit: atMost(1) },
  },
  {
    ...{ bench, name: 'one live change seen at another desk, ms' },
    ...{ ours: median(lives.flatMap(({ seenAfterMs }) => seenAfterMs)), peer: null, limit: null },
  },
]);
process.exit(0);
