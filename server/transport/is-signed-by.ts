import { createPublicKey, verify } from 'node:crypto';

const RAW_KEY_BYTES = 32;

/** Whether a text is a public key as devices send it: 32 raw bytes in base64 (RFC 8032). */
export const isPublicKey = (text: string): boolean =>
  /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').byteLength === RAW_KEY_BYTES;

/** Whether a signature in base64 is this key's over the text's UTF-8 (Ed25519, RFC 8032). */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const x = Buffer.from(publicKey, 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    // A key or signature that is none signs nothing.
    return false;
  }
}
