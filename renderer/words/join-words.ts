import { exhaustive } from '../../shared/core/exhaustive.ts';
import type { JoinAgainRefusal } from '../../shared/wire/desk/set-up.ts';

/** Why a computer did not join with a code, and what to do about it. */
export function joinWords(refusal: JoinAgainRefusal): string {
  switch (refusal.kind) {
    case 'central-unreachable':
      return `The central server did not answer (${refusal.detail}). Check the address and the network.`;
    case 'wrong-code':
      return 'This code is wrong, used or too old. Ask for a new one.';
    case 'other-place':
      return 'This code is for another branch or doctor than the book of this computer. Ask for one for this place.';
    case 'protocol-unsupported':
      return `The central server speaks version ${refusal.theirs}, this program ${refusal.ours}. Update the older one.`;
    case 'not-needed':
      return 'The central server knows this computer. There is no need for a new code.';
    default:
      return exhaustive(refusal);
  }
}
