import { useMemo } from 'react';
import type { Handover, Peer } from '../../../shared/model/handover.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useSession } from '../../state/session-store.ts';
import { words } from './rights-words.ts';

/** Who has a session's bookings, and what is going on about them. */
export interface SessionRight {
  readonly isMine: boolean;
  readonly holder: string;
  readonly holderHeardMs: number | null;
  /** On its way to someone else. */
  readonly underWay: Handover | null;
  readonly asked: readonly Handover[];
}

export interface Rights {
  readonly of: (session: DeskSession) => SessionRight;
  readonly nameOf: (replica: string | null) => string;
  /** Whoever could have the bookings of a doctor at a branch, this computer left out. */
  readonly holdersFor: (session: DeskSession) => readonly Peer[];
  /** Every other computer that keeps the book. */
  readonly others: readonly Peer[];
  /** What this computer is asked for. */
  readonly requests: readonly Handover[];
  /** Nobody else is there. */
  readonly isAlone: boolean;
}

export function useRights(): Rights {
  const own = useSession((session) => session.replica?.replica ?? '');
  const isAlone = useSession(({ sync }) => sync === null || sync.state === 'standalone');
  const peers = useRows('peers');
  const handovers = useRows('handovers');
  const places = useRows('doctorBranches');
  return useMemo(() => {
    const byReplica = new Map([...peers.values()].map((peer) => [peer.replica, peer]));
    const nameOf = (replica: string | null): string => {
      if (replica === null) return words.central;
      const peer = byReplica.get(replica);
      return peer?.name ?? words.central;
    };
    const open = [...handovers.values()].toSorted((a, b) => a.atMs - b.atMs);
    return {
      isAlone,
      nameOf,
      others: [...peers.values()].filter((peer) => !peer.retired && peer.replica !== own),
      requests: open.filter((one) => one.state === 'asked' && one.fromReplica === own),
      of: (session) => {
        const mine = open.filter((one) => covers(one, session));
        return {
          isMine: isAlone || session.homeReplica === own,
          holder: nameOf(session.homeReplica),
          holderHeardMs: byReplica.get(session.homeReplica)?.heardMs ?? null,
          underWay: mine.find((one) => one.state !== 'asked') ?? null,
          asked: mine.filter((one) => one.state === 'asked'),
        };
      },
      holdersFor: (session) => {
        const works = new Set(
          [...places.values()]
            .filter((place) => place.doctorId === session.doctorId && !place.deleted)
            .map((place) => place.branchId),
        );
        works.add(session.branchId);
        return [...peers.values()].filter(
          (peer) =>
            !peer.retired &&
            peer.replica !== own &&
            (peer.kind === 'doctor'
              ? peer.doctorId === session.doctorId
              : works.has(peer.branchId ?? '')),
        );
      },
    };
  }, [own, isAlone, peers, handovers, places]);
}

const covers = (handover: Handover, session: DeskSession): boolean =>
  handover.fromReplica === session.homeReplica &&
  handover.branchId === session.branchId &&
  (handover.doctorId === null || handover.doctorId === session.doctorId) &&
  session.startMs >= handover.startMs &&
  session.startMs < handover.endMs;
