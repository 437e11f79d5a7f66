import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const AES = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a few bytes with a key of 32 (AES-256-GCM, NIST SP 800-38D; a random nonce in front, the
 * tag behind). They open only where the same `context` is named.
 */
export function sealBytes(key: Uint8Array, bytes: Uint8Array, context: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(AES, key, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64');
}

/** The bytes; null for another key, another context, or anything that was changed. */
export function openBytes(key: Uint8Array, sealed: string, context: string): Buffer | null {
  const whole = Buffer.from(sealed, 'base64');
  if (whole.byteLength < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(AES, key, whole.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(whole.subarray(-TAG_BYTES));
  try {
    const bytes = decipher.update(whole.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([bytes, decipher.final()]);
  } catch {
    return null;
  }
}
