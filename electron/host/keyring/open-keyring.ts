import { randomBytes, randomUUID } from 'node:crypto';
import { present } from '../../../shared/core/assert.ts';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { TextSeal } from '../../../shared/core/text-seal.ts';
import { deriveKey, newBookKey, proofOf, sealBookKey } from './book-key.ts';
import {
  unseenRecoveryKeyOf,
  withNextKey,
  withoutFormerKey,
  withoutWay,
  withUnseenRecoveryKey,
  withWay,
} from './change-keyring.ts';
import { createTextSeal } from './create-text-seal.ts';
import type { Keychain } from './keychain.ts';
import { type KeyringState, loadKeyring, saveKeyring, type Way } from './keyring-file.ts';
import { newRecoveryKey, secretOfRecoveryKey } from './recovery-key.ts';
import { type Unlocked, unlockKeyring } from './unlock-keyring.ts';
import {
  type Means,
  newKeychainWay,
  newPassphraseWay,
  newRecoveryWay,
  SECRET_BYTES,
} from './way.ts';

/** One may be lost: a computer, a passphrase, a sheet of paper. */
const WAYS_MIN = 2;

/** The keys of a book that is unlocked, and the ways to them. */
export interface Keyring {
  /** What the book is encrypted with; `former` while it is copied from one key to the next. */
  readonly bookKeys: () => { readonly current: Buffer; readonly former: Buffer | null };
  /** For the small files beside the book, which follow its key. */
  readonly seals: () => { readonly current: TextSeal; readonly former: TextSeal | null };
  readonly ways: () => readonly Pick<Way, 'id' | 'kind' | 'addedMs'>[];
  /** The way that opened it. */
  readonly openedBy: Way['kind'];
  readonly addKeychain: (keychain: Keychain) => Promise<void>;
  readonly addPassphrase: (passphrase: string) => Promise<void>;
  /** A new recovery key, which is kept until `forgetRecoveryKey`. */
  readonly addRecoveryKey: () => string;
  /** At least two ways stay. */
  readonly removeWay: (id: string) => Promise<Result<null, 'unknown-way' | 'needs-two-ways'>>;
  /** The recovery key that nobody has said to have written down. */
  readonly unseenRecoveryKey: () => string | null;
  readonly forgetRecoveryKey: () => void;
  /** Makes a new key, for the ways there are now. The next start copies the book to it. */
  readonly beginRotation: () => void;
  /** The book was copied, and the former key opens nothing any more. */
  readonly endRotation: () => void;
}

/** Opens the keyring of a folder; null if there is none. Throws KeyringUnusable. */
export async function openKeyring(
  folder: string,
  nowMs: () => number,
  means: Means,
): Promise<Keyring | null> {
  const state = loadKeyring(folder);
  if (state === null) return null;
  const unlocked = await unlockKeyring(state, means);
  // The keychain may want what it keeps to be kept in a newer way.
  if (JSON.stringify(unlocked.state) !== JSON.stringify(state)) saveKeyring(folder, unlocked.state);
  return keyringOf(folder, nowMs, { opened: unlocked, keychains: means.keychains });
}

/**
 * Makes a keyring with a new key and two ways to it: a passphrase if there is one, otherwise the
 * first keychain; and a recovery key, which waits to be written down.
 */
export async function createKeyring(
  folder: string,
  nowMs: () => number,
  { keychains, passphrase }: Pick<Means, 'keychains' | 'passphrase'>,
): Promise<Keyring> {
  const bookId = randomUUID();
  const way = await firstWay(bookId, nowMs(), { keychains, passphrase });
  const key = newBookKey();
  const bare = { bookId, ways: [way] };
  const state: KeyringState = {
    ...{ format: 1, ...bare, current: sealBookKey(bookId, key, [way]), former: null },
    ...{ unseenRecoveryKey: null, proof: proofOf(bare, key) },
  };
  const unlocked: Unlocked = { state, current: key, former: null, by: way.kind };
  const keyring = keyringOf(folder, nowMs, { opened: unlocked, keychains });
  // It is on the disk from here on, with both ways.
  keyring.addRecoveryKey();
  return keyring;
}

function firstWay(
  bookId: string,
  nowMs: number,
  { keychains, passphrase }: Pick<Means, 'keychains' | 'passphrase'>,
): Promise<Way> {
  if (passphrase !== null) return newPassphraseWay(bookId, nowMs, { passphrase });
  const keychain = present(keychains[0], 'There is a keychain or a passphrase.');
  return newKeychainWay(bookId, nowMs, { keychain, secret: randomBytes(SECRET_BYTES) });
}

const sealOf = (key: Buffer): TextSeal => createTextSeal(deriveKey(key, 'files beside the book'));

function keyringOf(
  folder: string,
  nowMs: () => number,
  { opened, keychains }: { readonly opened: Unlocked; readonly keychains: readonly Keychain[] },
): Keyring {
  let unlocked = opened;
  const save = (next: Unlocked): void => {
    const state = { ...next.state, proof: proofOf(next.state, next.current) };
    saveKeyring(folder, state);
    unlocked = { ...next, state };
  };
  const bookId = (): string => unlocked.state.bookId;
  return {
    openedBy: opened.by,
    bookKeys: () => ({ current: unlocked.current, former: unlocked.former }),
    seals: () => {
      const { current, former } = unlocked;
      return { current: sealOf(current), former: former && sealOf(former) };
    },
    ways: () => unlocked.state.ways.map(({ id, kind, addedMs }) => ({ id, kind, addedMs })),
    addKeychain: async (keychain) => {
      const secret = randomBytes(SECRET_BYTES);
      const way = await newKeychainWay(bookId(), nowMs(), { keychain, secret });
      save(withWay(unlocked, way));
    },
    addPassphrase: async (passphrase) => {
      const way = await newPassphraseWay(bookId(), nowMs(), { passphrase });
      save(withWay(unlocked, way));
    },
    addRecoveryKey: () => {
      const text = newRecoveryKey();
      const secret = present(secretOfRecoveryKey(text), 'A new recovery key is well formed.');
      const way = newRecoveryWay(bookId(), nowMs(), secret);
      save(withUnseenRecoveryKey(withWay(unlocked, way), text));
      return text;
    },
    removeWay: async (id) => {
      const { ways } = unlocked.state;
      const way = ways.find((one) => one.id === id);
      if (!way) return err('unknown-way');
      if (ways.length <= WAYS_MIN) return err('needs-two-ways');
      save(withoutWay(unlocked, id));
      if ('kept' in way) await keychains.find(({ kind }) => kind === way.kind)?.drop(way.kept);
      return ok(null);
    },
    unseenRecoveryKey: () => unseenRecoveryKeyOf(unlocked),
    forgetRecoveryKey: () => save(withUnseenRecoveryKey(unlocked, null)),
    beginRotation: () => {
      if (unlocked.former === null) save(withNextKey(unlocked));
    },
    endRotation: () => {
      if (unlocked.former !== null) save(withoutFormerKey(unlocked));
    },
  };
}
