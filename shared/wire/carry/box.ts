import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Random } from '../../core/random.ts';

const KEY_BYTES = 32;
const TAG_BYTES = 16;
/** Each key is used for one message, so there is nothing for a nonce to tell apart. */
const NONCE = new Uint8Array(24);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Keys of X25519 (RFC 7748), 32 bytes each. */
export interface BoxKeys {
  readonly secret: Uint8Array;
  readonly public: Uint8Array;
}

/** The keys that follow from a secret text, always the same. */
export function boxKeysOf(secretText: string): BoxKeys {
  const secret = hkdf(sha256, text(secretText), undefined, text('daybook-box-keys-1'), KEY_BYTES);
  return { secret, public: x25519.getPublicKey(secret) };
}

/** The same device's keys for boxes, from those it signs with (Ed25519, RFC 8032). */
export const boxKeyOfSigner = (publicKey: Uint8Array): Uint8Array =>
  ed25519.utils.toMontgomery(publicKey);
export function boxKeysOfSigner(seed: Uint8Array): BoxKeys {
  const secret = ed25519.utils.toMontgomerySecret(seed);
  return { secret, public: x25519.getPublicKey(secret) };
}

/**
 * Seals bytes so that only the holder of `to` reads them, and bound to `about`, which travels beside
 * them. `from`: only who has that secret can have sealed them; without it, anyone.
 */
export function sealBox(
  bytes: Uint8Array,
  between: { readonly to: Uint8Array; readonly from?: BoxKeys },
  about: string,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const once = random.bytes(KEY_BYTES);
  const oncePublic = x25519.getPublicKey(once);
  const shared = [
    x25519.getSharedSecret(once, between.to),
    ...(between.from ? [x25519.getSharedSecret(between.from.secret, between.to)] : []),
  ];
  const key = keyOf(shared, [
    oncePublic,
    between.to,
    ...(between.from ? [between.from.public] : []),
  ]);
  const sealed = xchacha20poly1305(key, NONCE, text(about)).encrypt(bytes);
  return joined([oncePublic, sealed]);
}

/** What was sealed; null if it was not for this key, not from that one, or is not as it was. */
export function openBox(
  sealed: Uint8Array,
  between: { readonly to: BoxKeys; readonly from?: Uint8Array },
  about: string,
): Uint8Array | null {
  if (sealed.byteLength < KEY_BYTES + TAG_BYTES) return null;
  const oncePublic = sealed.subarray(0, KEY_BYTES);
  const { to, from } = between;
  try {
    const shared = [
      x25519.getSharedSecret(to.secret, oncePublic),
      ...(from ? [x25519.getSharedSecret(to.secret, from)] : []),
    ];
    const key = keyOf(shared, [oncePublic, to.public, ...(from ? [from] : [])]);
    return xchacha20poly1305(key, NONCE, text(about)).decrypt(sealed.subarray(KEY_BYTES));
  } catch {
    // A tag that does not fit, or a point that is none.
    return null;
  }
}

const keyOf = (shared: readonly Uint8Array[], parties: readonly Uint8Array[]): Uint8Array =>
  hkdf(sha256, joined(shared), joined(parties), text('daybook-box-1'), KEY_BYTES);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
