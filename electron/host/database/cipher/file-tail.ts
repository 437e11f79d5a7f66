import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { UNIT_BYTES } from './create-units.ts';

/** What follows the last unit of a file whose length is not a multiple of a unit's. */
export const TAIL_BYTES = 16;

const AES = 'aes-256-ecb';
/** So much of the file's id is in the tail, to tell it from bytes that never reached the disk. */
const PROOF_BYTES = TAIL_BYTES - 4;

export interface FileTails {
  /** The tail of a file in whose last unit `used` bytes count. */
  readonly create: (used: number, id: Uint8Array) => Buffer;
  /** How many bytes of the last unit count; all of them if the tail is no tail. */
  readonly read: (bytes: Uint8Array, id: Uint8Array) => number;
}

export function createFileTails(key: Uint8Array): FileTails {
  const tailKey = Buffer.from(hkdfSync('sha256', key, '', 'daybook file tail', 32));
  const seal = createCipheriv(AES, tailKey, null).setAutoPadding(false);
  const open = createDecipheriv(AES, tailKey, null).setAutoPadding(false);
  return {
    create: (used, id) => {
      const tail = Buffer.alloc(TAIL_BYTES);
      tail.writeUInt32LE(used);
      tail.set(id.subarray(0, PROOF_BYTES), TAIL_BYTES - PROOF_BYTES);
      return seal.update(tail);
    },
    read: (bytes, id) => {
      const tail = open.update(bytes);
      const used = tail.readUInt32LE();
      const isOurs = tail.subarray(4).equals(id.subarray(0, PROOF_BYTES));
      return isOurs && used > 0 && used < UNIT_BYTES ? used : UNIT_BYTES;
    },
  };
}
