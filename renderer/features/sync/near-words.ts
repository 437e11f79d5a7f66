import { exhaustive } from '../../../shared/core/exhaustive.ts';
import type { NearTrouble, Neighbour } from '../../../shared/wire/desk/near.ts';

export const words = {
  title: 'In this network',
  hint: 'Computers of your organisation that are in the same network show each other what they booked, without the central server. All of it is tentative until that server has spoken.',
  off: 'Switched off on this computer. An administrator or manager switches it on in Settings.',
  portTaken: 'Other computers cannot find this one: another program uses its port.',
  portTakenAdvice: 'Choose another port in Settings, and enter that on the other computers.',
  nobody: 'Nobody is near.',
  head: ['Computer', 'Near since', 'Tentative visits from there', 'Central server'],
  left: (last: string) => `Not near; last heard ${last}`,
  carried: (when: string) => `Handed in what waited here, ${when}`,
  carries: 'Reaches it',
  doesNotCarry: 'Does not reach it either',
} as const;

/** What a neighbour does for this computer's way to central. */
export function carryingWords(
  { carries, carriedMs }: Pick<Neighbour, 'carries' | 'carriedMs'>,
  when: (ms: number) => string,
): string {
  if (carriedMs !== null) return words.carried(when(carriedMs));
  return carries ? words.carries : words.doesNotCarry;
}

/** Why nobody was met at an address, and what to do about it. */
export function nearTroubleWords(address: string, trouble: NearTrouble): string {
  switch (trouble) {
    case 'unreachable':
      return `Nobody answers at ${address}. Look whether that computer runs, is in this network, and has this switched on in Settings.`;
    case 'not-daybook':
    case 'not-for-us':
      return `No other computer of your organisation answers at ${address}. Check the address in Settings.`;
    case 'unknown-there':
      return `The computer at ${address} is not known here, or was taken out of service. Once both have reached the central server they know each other.`;
    case 'stranger':
      return `The computer at ${address} does not know this one, or this one was taken out of service. Once both have reached the central server they know each other.`;
    case 'replayed':
    case 'damaged':
      return `What was said with ${address} was lost or altered on the way. It is tried again by itself.`;
    case 'too-often':
    case 'busy':
      return `The computer at ${address} has too much to do. It is tried again by itself.`;
    default:
      return exhaustive(trouble);
  }
}
