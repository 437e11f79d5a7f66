import { atMost, type Figure, type Limit, median, ratioAtMost } from '../figure.ts';
import type { Leg, PairFigures } from './measure-pair.ts';
import { type PeerSetUp, runRounds } from './run-rounds.ts';

const ROUND_TRIP_MS = 100;
const CHANGES = 200;
const SIZE = { count: 1000, live: 20, conflicts: CHANGES, doubleBookings: CHANGES };
/** Time is mostly the line's here; a tenth more than the peer is what it may take. */
const LIKE_PEER = ratioAtMost(1.1);

/** The same over a line that takes 100 ms for a question and its answer. */
export async function measureFar(rounds: number, peer: PeerSetUp): Promise<readonly Figure[]> {
  const size = { ...SIZE, roundTripMs: ROUND_TRIP_MS };
  const { ours, peers } = await runRounds(size, rounds, [peer]);
  const [own, theirs] = [ours.map(({ figures }) => figures), peers[0]?.rounds ?? []];
  const beside = (name: string, of: (round: PairFigures) => number, limit: Limit): Figure => ({
    ...{ bench: 'exchange', name: `100 ms away: ${name}`, ours: median(own.map(of)) },
    peer: theirs.length > 0 ? { name: peer.title, value: median(theirs.map(of)) } : null,
    limit,
  });
  const apart = (name: string, of: (leg: Leg) => number, limit: Limit | null): Figure => ({
    ...{ bench: 'exchange', name: `100 ms away: ${name}` },
    ours: median(ours.map(({ elsewhere }) => of(elsewhere.doubleBookings))),
    ...{ peer: null, limit },
  });
  const edits = `${CHANGES} conflicting edits`;
  const bookings = `${CHANGES} double bookings of two branches`;
  return [
    beside('nothing new, ms', ({ nothing }) => nothing.wallMs, LIKE_PEER),
    beside('nothing new, requests', ({ nothing }) => nothing.requests, atMost(1)),
    beside('one live change, ms', ({ live }) => median([...live.seenAfterMs]), LIKE_PEER),
    beside('one live change, requests', ({ live }) => live.requests, atMost(1)),
    beside(`${edits}, ms`, ({ conflicts }) => conflicts.wallMs, LIKE_PEER),
    beside(`${edits}, requests`, ({ conflicts }) => conflicts.requests, atMost(3)),
    apart(`${bookings}, ms`, ({ wallMs }) => wallMs, null),
    apart(`${bookings}, requests`, ({ requests }) => requests, atMost(3)),
  ];
}
