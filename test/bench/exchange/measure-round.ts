import type { Appointment } from '../../../shared/model/appointment.ts';
import { planAppointments } from './bench-appointments.ts';
import { countWire } from './count-wire.ts';
import { inFolder } from './in-folder.ts';
import { type Elsewhere, measureElsewhere } from './measure-elsewhere.ts';
import { measurePair, type PairFigures } from './measure-pair.ts';
import { openOurs } from './open-ours.ts';
import { openPeer, type PeerName } from './open-peer.ts';
import { createOurPair } from './our-pair.ts';

export interface RoundSize {
  readonly count: number;
  readonly live: number;
  readonly conflicts: number;
  readonly doubleBookings: number;
  readonly roundTripMs: number;
}

export interface OurRound {
  readonly figures: PairFigures;
  readonly elsewhere: Elsewhere;
  /** What a peer gets to do. */
  readonly planned: readonly Appointment[];
}

export const measureOurs = (size: RoundSize): Promise<OurRound> =>
  inFolder(async (folder) => {
    await using ours = await openOurs(folder, size.roundTripMs);
    const { a, b, server, wire } = ours;
    const planned = await planAppointments(a, a.branch.id, size.count + size.live);
    const at = { serverPid: server.pid, wire };
    const figures = await measurePair(createOurPair(a, b), at, workOf(planned, size));
    const elsewhere = await measureElsewhere(ours, size);
    return { figures, elsewhere, planned };
  });

export const measurePeer = (
  { name, batchSize }: { readonly name: PeerName; readonly batchSize: number },
  planned: readonly Appointment[],
  size: RoundSize,
): Promise<PairFigures> =>
  inFolder(async (folder) => {
    await using peer = await openPeer(name, folder, batchSize);
    await using wire = await countWire(peer.url, size.roundTripMs);
    const pair = await peer.connect(wire.url);
    const at = { serverPid: peer.server.pid, wire };
    const figures = await measurePair(pair, at, workOf(planned, size));
    await pair.close();
    return figures;
  });

const workOf = (planned: readonly Appointment[], { count, conflicts }: RoundSize) => ({
  made: planned.slice(0, count),
  live: planned.slice(count),
  conflicts,
});
