import { createECDH, hkdfSync } from 'node:crypto';
import { openBytes, sealBytes } from './seal-bytes.ts';

/** P-256, because the library inside Electron (BoringSSL) is sure to have it. */
const CURVE = 'prime256v1';

/** Who has the private key can open what anybody seals for the public one. Both in base64. */
export interface SealingKeys {
  readonly publicKey: string;
  readonly privateKey: Buffer;
}

export function createSealingKeys(): SealingKeys {
  const ecdh = createECDH(CURVE);
  return { publicKey: ecdh.generateKeys('base64'), privateKey: ecdh.getPrivateKey() };
}

/**
 * Seals bytes for the holder of a private key (ephemeral Diffie-Hellman on P-256, HKDF-SHA256 and
 * AES-256-GCM, in the manner of ECIES). So a new key can be given to every way in, without the
 * passphrase or the recovery key of any.
 */
export function sealFor(publicKey: string, bytes: Uint8Array, context: string): string {
  const once = createECDH(CURVE);
  const oncePublic = once.generateKeys('base64');
  const shared = once.computeSecret(publicKey, 'base64');
  return `${oncePublic}.${sealBytes(keyOf(shared, oncePublic, publicKey), bytes, context)}`;
}

/** The bytes; null if they were sealed for another, or changed. */
export function openFor({ publicKey, privateKey }: SealingKeys, sealed: string, context: string) {
  const [oncePublic = '', body = ''] = sealed.split('.');
  const ecdh = createECDH(CURVE);
  ecdh.setPrivateKey(privateKey);
  try {
    const shared = ecdh.computeSecret(oncePublic, 'base64');
    return openBytes(keyOf(shared, oncePublic, publicKey), body, context);
  } catch {
    return null;
  }
}

const keyOf = (shared: Buffer, oncePublic: string, publicKey: string): Buffer =>
  Buffer.from(hkdfSync('sha256', shared, `${oncePublic}.${publicKey}`, 'daybook seal', 32));
