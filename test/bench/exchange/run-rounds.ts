import { say } from '../figure.ts';
import { installPeer } from '../install-peer.ts';
import type { Leg, PairFigures } from './measure-pair.ts';
import { measureOurs, measurePeer, type OurRound, type RoundSize } from './measure-round.ts';
import type { PeerName } from './open-peer.ts';

export interface PeerSetUp {
  readonly name: PeerName;
  readonly title: string;
  readonly batchSize: number;
}

export interface Rounds {
  readonly ours: readonly OurRound[];
  readonly peers: readonly { readonly peer: PeerSetUp; readonly rounds: readonly PairFigures[] }[];
}

/**
 * Ours and each peer in turn, so that whatever else the machine does hurts all. The first round is
 * small and does not count: compiled code is what runs in a clinic all day.
 */
export async function runRounds(
  size: RoundSize,
  rounds: number,
  wanted: readonly PeerSetUp[],
): Promise<Rounds> {
  const ours: OurRound[] = [];
  const peers = wanted
    .filter(({ name }) => installPeer(name))
    .map((peer) => ({ peer, rounds: [] as PairFigures[] }));
  for (let round = -1; round < rounds; round += 1) {
    const ofRound = round < 0 ? { ...size, count: Math.min(size.count, WARM_UP) } : size;
    const our = await measureOurs(ofRound);
    if (round >= 0) ours.push(our);
    say(
      `round ${round}: ${inWords(our.figures)}; ${briefly('across', our.elsewhere.doubleBookings)}`,
    );
    for (const { peer, rounds: theirs } of peers) {
      const their = await measurePeer(peer, our.planned, ofRound);
      if (round >= 0) theirs.push(their);
      say(`  ${peer.title}: ${inWords(their)}`);
    }
  }
  return { ours, peers };
}

const WARM_UP = 1000;

const briefly = (
  name: string,
  { wallMs, cpuMs }: Omit<Leg, 'requests' | 'bytesUp' | 'bytesDown'>,
) => `${name} ${Math.round(wallMs)} ms, ${Math.round(cpuMs)} CPU`;

const inWords = ({ push, pull, conflicts }: PairFigures): string =>
  [briefly('push', push), briefly('pull', pull), briefly('conflicts', conflicts)].join('; ');
