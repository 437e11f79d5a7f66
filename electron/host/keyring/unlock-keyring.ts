import { isProven, openBookKey } from './book-key.ts';
import type { KeyringState, Way } from './keyring-file.ts';
import { KeyringUnusable } from './keyring-unusable.ts';
import { type Means, openWay } from './way.ts';

/** A keyring with its keys: each of 64 bytes. */
export interface Unlocked {
  readonly state: KeyringState;
  readonly current: Buffer;
  readonly former: Buffer | null;
  /** The way that opened it. */
  readonly by: Way['kind'];
}

const NAMES: Readonly<Record<Way['kind'], string>> = {
  keychain: 'the keychain of the computer and the person it was set up on',
  'key-file': 'the key file of the computer and the person it was set up on',
  passphrase: 'its passphrase (DAYBOOK_PASSPHRASE)',
  'recovery-key': 'its recovery key (in a file recovery-key.txt beside the book)',
};

/** What costs nothing and nobody comes first; paper comes last. */
const ORDER: readonly Way['kind'][] = ['keychain', 'key-file', 'passphrase', 'recovery-key'];

/** Opens a keyring by the first way that what is at hand fits. Throws KeyringUnusable. */
export async function unlockKeyring(state: KeyringState, means: Means): Promise<Unlocked> {
  const byOrder = (a: Way, b: Way): number => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
  for (const way of state.ways.toSorted(byOrder)) {
    const unlocked = await unlockBy(state, way, means);
    if (!unlocked) continue;
    if (isProven(state, unlocked.current)) return unlocked;
    const message =
      'The keyring was changed by something other than Daybook. Put back a copy of it.';
    throw new KeyringUnusable(message, { problem: 'damaged' });
  }
  const ways = [...new Set(state.ways.map(({ kind }) => NAMES[kind]))].join(', or ');
  const message = `The book is locked: ${whatWasWrong(means)}. It opens with ${ways}. Nothing was changed.`;
  throw new KeyringUnusable(message, { problem: 'locked' });
}

async function unlockBy(state: KeyringState, way: Way, means: Means): Promise<Unlocked | null> {
  const opened = await openWay(state.bookId, way, means);
  if (!opened) return null;
  const { keys } = opened;
  const open = (sealed: KeyringState['current']): Buffer | null =>
    openBookKey(state.bookId, sealed, { wayId: way.id, keys });
  const current = open(state.current);
  if (!current) return null;
  const ways = state.ways.map((one) => (one === way ? opened.way : one));
  const former = state.former && open(state.former);
  return { state: { ...state, ways }, current, former, by: way.kind };
}

function whatWasWrong({ passphrase, recoveryKey }: Means): string {
  if (recoveryKey !== null) return 'the recovery key is not the right one';
  if (passphrase !== null) return 'the passphrase is not the right one';
  return 'its key is not on this computer';
}
