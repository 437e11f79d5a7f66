import type { Clock } from '../../../shared/core/clock.ts';
import type { NearTrouble } from '../../../shared/wire/desk/near.ts';
import type { CarryByFile } from '../sync/carry-by-file.ts';
import type { Fetch } from '../sync/central-request.ts';
import { carryBy } from './carry-by-neighbour.ts';
import { meetAt } from './near-client.ts';
import type { NearParty } from './near-party.ts';
import type { Neighbourhood } from './neighbourhood.ts';

export const LOOK_EVERY_MS = 10_000;
/** An address where nobody was met is tried again later each time, up to this. */
const LONGEST_WAIT_MS = 5 * 60_000;
const DOUBLED_MAX = 10;

interface Address {
  readonly trouble: NearTrouble | null;
  readonly failures: number;
  readonly notBeforeMs: number;
}

export interface Visits {
  /** Looks who is at each address; `isHurried`: also where nobody was met lately. */
  readonly pay: (addresses: readonly string[], isHurried: boolean) => Promise<void>;
  readonly troubleAt: (address: string) => NearTrouble | null;
  readonly forget: () => void;
}

/** Goes to the neighbours at addresses: tells, hears, and has them carry what cannot go by itself. */
export function createVisits(options: {
  readonly party: NearParty;
  readonly hood: Neighbourhood;
  readonly carry: CarryByFile;
  readonly isOnline: () => Promise<boolean>;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly onError: (error: unknown) => void;
}): Visits {
  const { party, hood, carry, isOnline, clock, fetch, onError } = options;
  const known = new Map<string, Address>();
  const visit = async (address: string): Promise<NearTrouble | null> => {
    const met = await meetAt(party, fetch, address);
    if (!met.ok) return met.error;
    const { neighbour, say } = met.value;
    const said = await say({ kind: 'tell', ...(await hood.tell(neighbour)) });
    if (!said.ok) return said.error;
    const { answer: told } = said.value;
    if (told.kind !== 'told') return 'damaged';
    await hood.hear(neighbour, told, told.carries);
    if (!told.carries || (await isOnline())) return null;
    const carried = await carryBy(met.value, carry);
    if (carried === true) hood.noteCarried(neighbour.replica);
    return typeof carried === 'string' ? carried : null;
  };
  return {
    pay: async (addresses, isHurried) => {
      for (const address of addresses) {
        const before = known.get(address);
        if (!isHurried && before && clock.nowMs() < before.notBeforeMs) continue;
        const trouble = await visit(address).catch((error: unknown): NearTrouble => {
          onError(error);
          return 'damaged';
        });
        const failures = trouble === null ? 0 : (before?.failures ?? 0) + 1;
        const waitMs = failures === 0 ? 0 : LOOK_EVERY_MS * 2 ** Math.min(failures, DOUBLED_MAX);
        const notBeforeMs = clock.nowMs() + Math.min(LONGEST_WAIT_MS, waitMs);
        known.set(address, { trouble, failures, notBeforeMs });
      }
    },
    troubleAt: (address) => known.get(address)?.trouble ?? null,
    forget: () => known.clear(),
  };
}
