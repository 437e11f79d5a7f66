import { createHash } from 'node:crypto';
import type { Clock } from '../../../shared/core/clock.ts';
import type { KnownReplica } from '../../../shared/engine/near/load-neighbours.ts';
import { loadTold } from '../../../shared/engine/near/load-told.ts';
import { forgetTold, takeTold } from '../../../shared/engine/near/take-told.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import type { NearVisit } from '../../../shared/model/near-visit.ts';
import type { Neighbour } from '../../../shared/wire/desk/near.ts';
import type { NearTold } from '../../../shared/wire/near/near-line.ts';
import type { NearParty } from './near-party.ts';

/** Who was not heard for so long is not near any more. */
const NEAR_FOR_MS = 60_000;
/** What it told stays on the screen for so long: it went home, and what it has is still so. */
const SHOWN_FOR_MS = 12 * 3_600_000;
/** More computers than a branch has. */
const NEIGHBOURS_MAX = 32;

interface Kept extends Omit<Neighbour, 'isNear'> {
  /** What it told last, and what it said to have of this replica's. */
  readonly heardHash: string | null;
  readonly holds: string | null;
}

export interface Neighbourhood {
  /** What to say to a neighbour: what it may know of, unless it has that. */
  readonly tell: (to: KnownReplica) => Promise<NearTold>;
  /** What it said. Takes the place of what it said before. */
  readonly hear: (from: KnownReplica, told: NearTold, carries?: boolean) => Promise<void>;
  readonly noteCarried: (replica: string) => void;
  readonly list: () => readonly Neighbour[];
  /** Shows no more of who was retired, or was not heard for half a day. */
  readonly forgetOld: () => Promise<void>;
  /** Shows no more of anybody. */
  readonly clear: () => Promise<void>;
}

/** Who is near, what they told, and what they have been told. */
export function createNeighbourhood(options: {
  readonly party: NearParty;
  readonly store: Store;
  readonly organisationId: string;
  readonly clock: Clock;
}): Neighbourhood {
  const { party, store, organisationId, clock } = options;
  const kept = new Map<string, Kept>();
  const isNear = ({ lastMs }: Kept): boolean => clock.nowMs() - lastMs < NEAR_FOR_MS;
  const forget = async (replica: string): Promise<void> => {
    kept.delete(replica);
    await forgetTold(store, organisationId, replica);
  };
  return {
    tell: async (to) => {
      const own = await party.book();
      const visits = await store.read((db) => loadTold(db, own, to, clock.nowMs()));
      const hash = hashOf(visits);
      const known = kept.get(to.replica);
      const isHeld = known?.holds === hash;
      return { hash, holds: known?.heardHash ?? null, visits: isHeld ? null : [...visits] };
    },
    hear: async (from, told, carries) => {
      const { replica, name } = from;
      const before = kept.get(replica);
      const nowMs = clock.nowMs();
      const visits = told.visits
        ? await takeTold(store, organisationId, from, told.visits)
        : (before?.visits ?? 0);
      const [oldest] = kept.keys();
      if (!before && kept.size >= NEIGHBOURS_MAX && oldest !== undefined) await forget(oldest);
      kept.set(replica, {
        ...{ replica, name, visits, lastMs: nowMs, holds: told.holds },
        sinceMs: before && isNear(before) ? before.sinceMs : nowMs,
        carries: carries ?? before?.carries ?? false,
        carriedMs: before?.carriedMs ?? null,
        // Who says to be as before, and was not heard before, is asked to say it all.
        heardHash: told.visits || told.hash === before?.heardHash ? told.hash : null,
      });
    },
    noteCarried: (replica) => {
      const known = kept.get(replica);
      if (known) kept.set(replica, { ...known, carriedMs: clock.nowMs() });
    },
    list: () =>
      [...kept.values()].map((one) => {
        const { heardHash: _heard, holds: _holds, ...shown } = one;
        return { ...shown, isNear: isNear(one) };
      }),
    forgetOld: async () => {
      for (const { replica, lastMs } of [...kept.values()]) {
        const isOld = clock.nowMs() - lastMs > SHOWN_FOR_MS;
        if (isOld || !(await party.known(replica))) await forget(replica);
      }
    },
    clear: async () => {
      kept.clear();
      await forgetTold(store, organisationId, null);
    },
  };
}

const hashOf = (visits: readonly NearVisit[]): string =>
  createHash('sha256').update(JSON.stringify(visits)).digest('hex');
