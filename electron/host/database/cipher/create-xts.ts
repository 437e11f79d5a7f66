import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * XTS-AES-256 (IEEE 1619, NIST SP 800-38E) for data units of a fixed size. It is built on AES-256 in
 * ECB, because the library inside Electron (BoringSSL) has that and not `aes-256-xts`.
 */
export interface Xts {
  /** Both hold whole units; unit i has the tweak `id` xor (`first` + i), as little-endian bytes. */
  readonly encrypt: (target: Uint8Array, source: Uint8Array, unit: XtsUnit) => void;
  readonly decrypt: (target: Uint8Array, source: Uint8Array, unit: XtsUnit) => void;
}

export interface XtsUnit {
  /** 16 bytes. */
  readonly id: Uint8Array;
  /** At most 2^53. */
  readonly first: number;
}

const XTS_KEY_BYTES = 64;
const AES = 'aes-256-ecb';
const BLOCK_BYTES = 16;
const BLOCK_WORDS = 4;
/** Units that are worked on at a time: enough for the call into OpenSSL, few enough for the cache. */
const BATCH = 16;
/** x^128 = x^7 + x^2 + x + 1 (IEEE 1619, 5.2). */
const REDUCTION = 0x87;
const WORD = 2 ** 32;

/** `key` is 64 bytes: the key of the data, then the key of the tweaks. */
export function createXts(key: Uint8Array, unitBytes: number): Xts {
  const dataKey = key.subarray(0, XTS_KEY_BYTES / 2);
  const tweakKey = key.subarray(XTS_KEY_BYTES / 2, XTS_KEY_BYTES);
  const encryptData = createCipheriv(AES, dataKey, null).setAutoPadding(false);
  const decryptData = createDecipheriv(AES, dataKey, null).setAutoPadding(false);
  const encryptTweak = createCipheriv(AES, tweakKey, null).setAutoPadding(false);
  const masks = new Uint32Array((BATCH * unitBytes) / 4);
  const work = new Uint32Array((BATCH * unitBytes) / 4);
  const workBytes = new Uint8Array(work.buffer);

  const runBatch = (
    cipher: { readonly update: (bytes: Uint8Array) => Buffer },
    target: Uint8Array,
    source: Uint8Array,
    unit: XtsUnit,
  ): void => {
    const length = source.byteLength;
    const count = length / unitBytes;
    fillMasks(masks, encryptTweak.update(tweaksOf(unit, count)), count);
    workBytes.set(source);
    xor(work, masks, length / 4);
    target.set(cipher.update(workBytes.subarray(0, length)));
    // Whoever brings memory that is not aligned to words gets a copy worked on.
    const words = wordsOf(target) ?? work;
    if (words === work) workBytes.set(target);
    xor(words, masks, length / 4);
    if (words === work) target.set(workBytes.subarray(0, length));
  };

  const run =
    (cipher: typeof encryptData | typeof decryptData) =>
    (target: Uint8Array, source: Uint8Array, { id, first }: XtsUnit): void => {
      const batchBytes = BATCH * unitBytes;
      for (let at = 0; at < source.byteLength; at += batchBytes) {
        const end = Math.min(at + batchBytes, source.byteLength);
        const unit = { id, first: first + at / unitBytes };
        runBatch(cipher, target.subarray(at, end), source.subarray(at, end), unit);
      }
    };
  return { encrypt: run(encryptData), decrypt: run(decryptData) };
}

function tweaksOf({ id, first }: XtsUnit, count: number): Buffer {
  const tweaks = Buffer.allocUnsafe(count * BLOCK_BYTES);
  for (let i = 0; i < count; i += 1) {
    const at = i * BLOCK_BYTES;
    tweaks.set(id, at);
    const low = (first + i) % WORD;
    const high = Math.floor((first + i) / WORD);
    tweaks.writeUInt32LE((tweaks.readUInt32LE(at) ^ low) >>> 0, at);
    tweaks.writeUInt32LE((tweaks.readUInt32LE(at + 4) ^ high) >>> 0, at + 4);
  }
  return tweaks;
}

/** The mask of each block of each unit: its unit's tweak, doubled from block to block. */
function fillMasks(masks: Uint32Array, tweaks: Buffer, count: number): void {
  const unitWords = (masks.length / BATCH) | 0;
  let k = 0;
  for (let i = 0; i < count; i += 1) {
    const at = i * BLOCK_BYTES;
    let a = tweaks.readInt32LE(at);
    let b = tweaks.readInt32LE(at + 4);
    let c = tweaks.readInt32LE(at + 8);
    let d = tweaks.readInt32LE(at + 12);
    for (const end = k + unitWords; k < end; k += BLOCK_WORDS) {
      masks[k] = a;
      masks[k + 1] = b;
      masks[k + 2] = c;
      masks[k + 3] = d;
      const carry = d >>> 31;
      d = (d << 1) | (c >>> 31);
      c = (c << 1) | (b >>> 31);
      b = (b << 1) | (a >>> 31);
      a = (a << 1) ^ (carry * REDUCTION);
    }
  }
}

const wordsOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array | null =>
  byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, byteLength / 4) : null;

function xor(target: Uint32Array, mask: Uint32Array, words: number): void {
  for (let i = 0; i < words; i += 1) target[i] = (target[i] as number) ^ (mask[i] as number);
}
