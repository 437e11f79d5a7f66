import { randomUUID } from 'node:crypto';
import type { Keychain } from './keychain.ts';
import type { Way } from './keyring-file.ts';
import { secretOfRecoveryKey } from './recovery-key.ts';
import { openBytes, sealBytes } from './seal-bytes.ts';
import { createSealingKeys, type SealingKeys } from './seal-for.ts';
import { newPassphraseLock, secretOfPassphrase } from './secret-of-passphrase.ts';

export const SECRET_BYTES = 32;

/** What is at hand to open a keyring with. */
export interface Means {
  readonly keychains: readonly Keychain[];
  readonly passphrase: string | null;
  readonly recoveryKey: string | null;
}

const contextOf = (bookId: string, wayId: string): string => `daybook way ${bookId}/${wayId}`;

type WayBase = Pick<Way, 'id' | 'addedMs' | 'publicKey' | 'sealedPrivateKey'>;

function newWay(bookId: string, nowMs: number, secret: Buffer): WayBase {
  const id = randomUUID();
  const { publicKey, privateKey } = createSealingKeys();
  const sealedPrivateKey = sealBytes(secret, privateKey, contextOf(bookId, id));
  return { id, addedMs: nowMs, publicKey, sealedPrivateKey };
}

/** A way by a secret that a keychain keeps. */
export async function newKeychainWay(
  bookId: string,
  nowMs: number,
  { keychain, secret }: { readonly keychain: Keychain; readonly secret: Buffer },
): Promise<Way> {
  const kept = await keychain.keep(secret);
  return { kind: keychain.kind, ...newWay(bookId, nowMs, secret), kept };
}

export async function newPassphraseWay(
  bookId: string,
  nowMs: number,
  { passphrase, price }: { readonly passphrase: string; readonly price?: Price },
): Promise<Way> {
  const lock = newPassphraseLock(price);
  const secret = await secretOfPassphrase(passphrase, lock);
  return { kind: 'passphrase', ...newWay(bookId, nowMs, secret), lock };
}

/** How dear a guess of a passphrase is. */
type Price = Parameters<typeof newPassphraseLock>[0];

export const newRecoveryWay = (bookId: string, nowMs: number, secret: Buffer): Way => ({
  kind: 'recovery-key',
  ...newWay(bookId, nowMs, secret),
});

/** What opens what is sealed for a way, and the way as it should stand from now on. */
export async function openWay(
  bookId: string,
  way: Way,
  means: Means,
): Promise<{ readonly keys: SealingKeys; readonly way: Way } | null> {
  const found = await findSecret(way, means);
  // A file that was damaged holds anything.
  if (found?.secret.byteLength !== SECRET_BYTES) return null;
  const context = contextOf(bookId, way.id);
  const privateKey = openBytes(found.secret, way.sealedPrivateKey, context);
  return privateKey && { keys: { publicKey: way.publicKey, privateKey }, way: found.way };
}

async function findSecret(
  way: Way,
  means: Means,
): Promise<{ readonly secret: Buffer; readonly way: Way } | null> {
  if (way.kind === 'recovery-key') {
    const secret = means.recoveryKey === null ? null : secretOfRecoveryKey(means.recoveryKey);
    return secret && { secret, way };
  }
  if (way.kind === 'passphrase') {
    if (means.passphrase === null) return null;
    return { secret: await secretOfPassphrase(means.passphrase, way.lock), way };
  }
  const keychain = means.keychains.find(({ kind }) => kind === way.kind);
  const found = await keychain?.find(way.kept);
  return found ? { secret: found.secret, way: { ...way, kept: found.kept } } : null;
}
