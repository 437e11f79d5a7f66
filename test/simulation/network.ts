import type { Seeded } from './seeded.ts';
import type { VirtualTime } from './virtual-time.ts';

/** To central, or from it. */
export type Direction = 'up' | 'down';

/** What lies between the replicas and central. */
export interface Network {
  /** Brings something over, maybe late, twice, or not at all. */
  readonly send: (replica: string, direction: Direction, deliver: () => void) => void;
  /** Whatever is sent that way from now on does not arrive, nor what is on its way. */
  readonly cut: (replica: string, direction: Direction, isCut: boolean) => void;
  readonly isCut: (replica: string, direction: Direction) => boolean;
  /** Nothing happens to what is sent any more, and what is still on its way is gone. */
  readonly heal: () => void;
}

const LOST_SHARE = 0.1;
const DOUBLED_SHARE = 0.1;
const SLOW_SHARE = 0.15;
const QUICK_MS = 200;
const SLOW_MS = 90_000;

export function createNetwork(time: VirtualTime, seeded: Seeded): Network {
  const cuts = new Set<string>();
  let isHealed = false;
  let age = 0;
  const keyOf = (replica: string, direction: Direction): string => `${replica} ${direction}`;
  const bring = (replica: string, direction: Direction, deliver: () => void): void => {
    const sentIn = age;
    const delayMs = isHealed ? 1 : 1 + seeded.below(seeded.chance(SLOW_SHARE) ? SLOW_MS : QUICK_MS);
    time.timers.after(delayMs, () => {
      if (!cuts.has(keyOf(replica, direction)) && sentIn === age) deliver();
    });
  };
  return {
    send: (replica, direction, deliver) => {
      if (cuts.has(keyOf(replica, direction))) return;
      if (!isHealed && seeded.chance(LOST_SHARE)) return;
      bring(replica, direction, deliver);
      if (!isHealed && seeded.chance(DOUBLED_SHARE)) bring(replica, direction, deliver);
    },
    cut: (replica, direction, isCut) => {
      if (isCut) cuts.add(keyOf(replica, direction));
      else cuts.delete(keyOf(replica, direction));
    },
    isCut: (replica, direction) => cuts.has(keyOf(replica, direction)),
    heal: () => {
      cuts.clear();
      isHealed = true;
      age += 1;
    },
  };
}
