import { createXts, type XtsUnit } from './create-xts.ts';

/** The size of what is encrypted as one: half a page of PostgreSQL's, one of most disks'. */
export const UNIT_BYTES = 4096;

const ZEROS = Buffer.alloc(UNIT_BYTES);

/**
 * Encrypts units, except that zeros stay zeros. PostgreSQL makes a table longer by pages of zeros
 * that no log has: were they encrypted and the write torn, they would come back as garbage. It
 * shows no more than which units are empty.
 */
export function createUnits(key: Uint8Array) {
  const xts = createXts(key, UNIT_BYTES);
  const runs =
    (work: typeof xts.encrypt) =>
    (target: Uint8Array, source: Uint8Array, { id, first }: XtsUnit): void => {
      let at = 0;
      while (at < source.byteLength) {
        const isEmpty = isZero(source, at);
        let end = at + UNIT_BYTES;
        while (end < source.byteLength && isZero(source, end) === isEmpty) end += UNIT_BYTES;
        const part = target.subarray(at, end);
        if (isEmpty) part.fill(0);
        else work(part, source.subarray(at, end), { id, first: first + at / UNIT_BYTES });
        at = end;
      }
    };
  return { encrypt: runs(xts.encrypt), decrypt: runs(xts.decrypt) };
}

const isZero = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0 && ZEROS.compare(bytes, at, at + UNIT_BYTES) === 0;
