/**
 * A branch's appointments pushed to central and pulled by a second computer of the branch, which
 * has nothing but the clinic's set-up; one change at a time seen at another desk and at another
 * branch; edits that conflict; and one doctor's time given away at two branches. Beside PouchDB on
 * LevelDB with express-pouchdb, and RxDB, which keeps everything in memory, with the same documents;
 * all over loopback, each round with fresh folders. Central is `server/main.ts` on its own
 * PostgreSQL; fsync and the exclusion constraints are on at both ends. CPU is of all processes
 * together, as Linux counts it.
 */
import { measureFar } from './exchange/far-figures.ts';
import type { Live } from './exchange/measure-live.ts';
import type { Leg, PairFigures } from './exchange/measure-pair.ts';
import { type PeerSetUp, runRounds } from './exchange/run-rounds.ts';
import {
  atMost,
  type Figure,
  type Limit,
  median,
  ratioAtLeast,
  ratioAtMost,
  reportFigures,
} from './figure.ts';

const COUNT = Number(process.argv[2] ?? 10_000);
const ROUNDS = Number(process.argv[3] ?? process.env.BENCH_ROUNDS ?? 3);
const CONFLICTS = Math.min(COUNT, 1000);

/** PouchDB with the batch size it has by itself, and both with the one that is fastest here. */
const PEERS: readonly PeerSetUp[] = [
  { name: 'pouchdb', title: 'PouchDB, batches of 100', batchSize: 100 },
  { name: 'pouchdb', title: 'PouchDB, batches of 1000', batchSize: 1000 },
  { name: 'rxdb', title: 'RxDB in memory, batches of 1000', batchSize: 1000 },
];
const [BY_ITSELF, POUCH, RXDB] = PEERS.map(({ title }) => title);

const size = {
  ...{ count: COUNT, live: 20, conflicts: CONFLICTS, doubleBookings: CONFLICTS },
  roundTripMs: 0,
};
const { ours, peers } = await runRounds(size, ROUNDS, PEERS);
const [, , RXDB_PEER] = PEERS;
const far = RXDB_PEER ? await measureFar(ROUNDS, RXDB_PEER) : [];
const figuresOfOurs = ours.map((round) => round.figures);

const rate = ({ wallMs }: Leg): number => (COUNT / wallMs) * 1000;
const cpuEach = ({ cpuMs }: Leg): number => (cpuMs * 1000) / COUNT;
const bytesEach = ({ bytesUp, bytesDown }: Leg): number => (bytesUp + bytesDown) / COUNT;
const lives = (rounds: readonly Live[]): number => median(rounds.flatMap((one) => one.seenAfterMs));

/** One figure of ours, beside each peer; `limits` by the peer's name. */
function besidePeers(
  name: string,
  of: (rounds: readonly PairFigures[]) => number,
  limits: Readonly<Record<string, Limit>>,
): readonly Figure[] {
  const value = of(figuresOfOurs);
  if (peers.length === 0)
    return [{ bench: 'exchange', name, ours: value, peer: null, limit: null }];
  return peers.map(({ peer, rounds }) => ({
    ...{ bench: 'exchange', name, ours: value },
    peer: { name: peer.title, value: of(rounds) },
    limit: limits[peer.title] ?? null,
  }));
}

const each = (of: (round: PairFigures) => number) => (rounds: readonly PairFigures[]) =>
  median(rounds.map(of));

const alone = (name: string, value: number, limit: Limit | null): Figure => ({
  ...{ bench: 'exchange', name, ours: value, peer: null, limit },
});

const limit = (byItself: Limit | null, pouch: Limit | null, rxdb: Limit | null) =>
  Object.fromEntries(
    [
      [BY_ITSELF, byItself],
      [POUCH, pouch],
      [RXDB, rxdb],
    ].filter(([, one]) => one !== null),
  ) as Readonly<Record<string, Limit>>;

const across = ours.map((round) => round.elsewhere);
const conflictsMs = each(({ conflicts }) => conflicts.wallMs);
const conflictsCpu = each(({ conflicts }) => conflicts.cpuMs);

reportFigures([
  ...besidePeers(
    'push, appointments a second',
    each(({ push }) => rate(push)),
    limit(ratioAtLeast(2.5), ratioAtLeast(3), ratioAtLeast(1)),
  ),
  ...besidePeers(
    'push, CPU of all processes, us each',
    each(({ push }) => cpuEach(push)),
    limit(ratioAtMost(0.4), null, null),
  ),
  alone(
    'push, CPU of all processes, us',
    each(({ push }) => cpuEach(push))(figuresOfOurs),
    atMost(100),
  ),
  ...besidePeers(
    'push, bytes on the wire each',
    each(({ push }) => bytesEach(push)),
    limit(atMost(60), null, ratioAtMost(1 / 7)),
  ),
  ...besidePeers(
    'pull, appointments a second',
    each(({ pull }) => rate(pull)),
    limit(ratioAtLeast(2), ratioAtLeast(3), ratioAtLeast(0.75)),
  ),
  ...besidePeers(
    'pull, CPU of all processes, us each',
    each(({ pull }) => cpuEach(pull)),
    limit(ratioAtMost(0.4), null, null),
  ),
  ...besidePeers(
    'pull, bytes on the wire each',
    each(({ pull }) => bytesEach(pull)),
    limit(atMost(60), ratioAtMost(1 / 2.5), ratioAtMost(1 / 7)),
  ),
  ...besidePeers(
    'one live change seen at another desk, ms',
    (rounds) => lives(rounds.map(({ live }) => live)),
    limit(null, ratioAtMost(1 / 1.8), null),
  ),
  ...besidePeers(
    'one live change, CPU of all processes, ms',
    each(({ live }) => live.cpuMs),
    limit(null, null, null),
  ),
  ...besidePeers(
    'one live change, requests',
    each(({ live }) => live.requests),
    limit(atMost(1), null, null),
  ),
  alone('one live change seen at another branch, ms', lives(across.map(({ live }) => live)), null),
  alone(
    'one live change seen at another branch, CPU of all processes, ms',
    median(across.map(({ live }) => live.cpuMs)),
    null,
  ),
  alone(
    'one live change seen at another branch, requests',
    median(across.map(({ live }) => live.requests)),
    atMost(1),
  ),
  ...besidePeers(
    `${CONFLICTS} conflicting edits settled, ms`,
    conflictsMs,
    limit(null, ratioAtMost(1 / 4), ratioAtMost(1 / 2)),
  ),
  ...besidePeers(
    `${CONFLICTS} conflicting edits settled, CPU of all processes, ms`,
    conflictsCpu,
    limit(null, null, null),
  ),
  ...besidePeers(
    `${CONFLICTS} conflicting edits settled, requests`,
    each(({ conflicts }) => conflicts.requests),
    limit(atMost(3), null, null),
  ),
  {
    ...{ bench: 'exchange', name: `${CONFLICTS} double bookings of two branches settled, ms` },
    ours: median(across.map(({ doubleBookings }) => doubleBookings.wallMs)),
    peer: { name: 'as many conflicting edits', value: conflictsMs(figuresOfOurs) },
    limit: ratioAtMost(1.5),
  },
  {
    ...{ bench: 'exchange', name: `${CONFLICTS} double bookings of two branches settled, CPU ms` },
    ours: median(across.map(({ doubleBookings }) => doubleBookings.cpuMs)),
    peer: { name: 'as many conflicting edits', value: conflictsCpu(figuresOfOurs) },
    limit: null,
  },
  ...far,
]);
process.exit(0);
