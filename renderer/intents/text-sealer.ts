import { bytesOfBase64, toBase64 } from '../replica/base64.ts';

/** Seals long texts with a key; the browser does it, off the thread that draws. */
export interface TextSealer {
  /** The text, packed and encrypted, as base64. */
  readonly seal: (text: string) => Promise<string>;
  /** The text again. Rejects when it was sealed with another key, or changed since. */
  readonly open: (sealed: string) => Promise<string>;
}

const NONCE_BYTES = 12;
const PURPOSE = new TextEncoder().encode('daybook: what a window showed last');

/**
 * AES-256-GCM (NIST SP 800-38D) with a key that HKDF (RFC 5869) derives from a random secret. null
 * for a page that a browser lets have no cryptography: one that came unencrypted from another computer.
 */
export async function createTextSealer(secret: string): Promise<TextSealer | null> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (!subtle) return null;
  const raw = await subtle.importKey('raw', new TextEncoder().encode(secret), 'HKDF', false, [
    'deriveKey',
  ]);
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: PURPOSE },
    raw,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
  return {
    seal: async (text) => {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const packed = await through(new CompressionStream('gzip'), new TextEncoder().encode(text));
      const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, key, packed);
      const whole = new Uint8Array(NONCE_BYTES + sealed.byteLength);
      whole.set(iv);
      whole.set(new Uint8Array(sealed), NONCE_BYTES);
      return toBase64(whole);
    },
    open: async (sealed) => {
      const whole = bytesOfBase64(sealed);
      const iv = whole.subarray(0, NONCE_BYTES);
      const rest = whole.subarray(NONCE_BYTES);
      const packed = new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv }, key, rest));
      return new TextDecoder().decode(await through(new DecompressionStream('gzip'), packed));
    },
  };
}

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const turned = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(turned).arrayBuffer());
}
