import { createHmac, hkdfSync, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { KeyringState, SealedKey, Way } from './keyring-file.ts';
import { openFor, type SealingKeys, sealFor } from './seal-for.ts';

/** Two keys of AES-256 in one: XTS wants two. */
const BOOK_KEY_BYTES = 64;

export const newBookKey = (): Buffer => randomBytes(BOOK_KEY_BYTES);

/** 32 bytes for another purpose than the files of the book (HKDF-SHA256, RFC 5869). */
export const deriveKey = (key: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `daybook ${purpose}`, 32));

const contextOf = (bookId: string, keyId: string): string => `daybook key ${bookId}/${keyId}`;

const checkOf = (key: Uint8Array): Buffer => deriveKey(key, 'key check');

export function sealBookKey(bookId: string, key: Buffer, ways: readonly Way[]): SealedKey {
  const check = checkOf(key).toString('base64');
  return ways.reduce<SealedKey>((sealed, way) => sealForWay(bookId, sealed, { key, way }), {
    ...{ id: randomUUID(), check, sealedByWay: {} },
  });
}

/** The same key, sealed for one more way. */
export function sealForWay(
  bookId: string,
  sealed: SealedKey,
  { key, way }: { readonly key: Buffer; readonly way: Way },
): SealedKey {
  const forWay = sealFor(way.publicKey, key, contextOf(bookId, sealed.id));
  return { ...sealed, sealedByWay: { ...sealed.sealedByWay, [way.id]: forWay } };
}

/** The key; null if it is not sealed for this way, or is not the key that it should be. */
export function openBookKey(
  bookId: string,
  sealed: SealedKey,
  { wayId, keys }: { readonly wayId: string; readonly keys: SealingKeys },
): Buffer | null {
  const forWay = sealed.sealedByWay[wayId];
  if (forWay === undefined) return null;
  const key = openFor(keys, forWay, contextOf(bookId, sealed.id));
  const check = Buffer.from(sealed.check, 'base64');
  const isIt = key?.byteLength === BOOK_KEY_BYTES && check.equals(checkOf(key));
  return isIt ? key : null;
}

type Proven = Pick<KeyringState, 'bookId' | 'ways'>;

/** Without it, who can write the keyring could have the next key sealed for a way of their own. */
export function proofOf({ bookId, ways }: Proven, key: Uint8Array): string {
  const facts = JSON.stringify([bookId, ways.map((way) => [way.id, way.kind, way.publicKey])]);
  return createHmac('sha256', deriveKey(key, 'keyring proof')).update(facts).digest('base64');
}

export function isProven(state: KeyringState, key: Uint8Array): boolean {
  const [said, right] = [state.proof, proofOf(state, key)].map((proof) => Buffer.from(proof));
  return (
    said !== undefined && right?.byteLength === said.byteLength && timingSafeEqual(said, right)
  );
}
