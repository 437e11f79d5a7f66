import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Every file begins with this much, of which the rest stays zero: what follows keeps its pages. */
export const HEADER_BYTES = 4096;
const ID_BYTES = 16;

const MAGIC = Buffer.from('DAYBOOK1');
const PROOF_BYTES = 16;
/** So many bytes of a header say something. */
export const HEAD_BYTES = MAGIC.byteLength + ID_BYTES + PROOF_BYTES;
const ABSENT = Buffer.alloc(HEAD_BYTES);

export interface FileHeaders {
  /** The header of a new file, and the id in it. */
  readonly create: () => { readonly header: Buffer; readonly id: Uint8Array };
  /**
   * What the first bytes of a file say: the id of one that this key wrote; `none` of one that has
   * no content yet, or whose beginning never reached the disk; `foreign` of any other.
   */
  readonly read: (bytes: Uint8Array) => Uint8Array | 'none' | 'foreign';
}

/** Whether a file begins as one that some key wrote. */
export const isHeader = (bytes: Uint8Array): boolean =>
  MAGIC.equals(bytes.subarray(0, MAGIC.byteLength));

/** Headers name a file for the cipher, and prove that this key wrote it. */
export function createFileHeaders(key: Uint8Array): FileHeaders {
  const proofKey = Buffer.from(hkdfSync('sha256', key, '', 'daybook file header', 32));
  const proofOf = (id: Uint8Array): Buffer =>
    createHmac('sha256', proofKey).update(id).digest().subarray(0, PROOF_BYTES);
  return {
    create: () => {
      const id = randomBytes(ID_BYTES);
      const header = Buffer.alloc(HEADER_BYTES);
      Buffer.concat([MAGIC, id, proofOf(id)]).copy(header);
      return { header, id };
    },
    read: (bytes) => {
      const used = Buffer.from(bytes.subarray(0, HEAD_BYTES));
      if (used.equals(ABSENT.subarray(0, used.byteLength))) return 'none';
      if (used.byteLength < HEAD_BYTES || !isHeader(used)) {
        return 'foreign';
      }
      const id = used.subarray(MAGIC.byteLength, MAGIC.byteLength + ID_BYTES);
      return timingSafeEqual(used.subarray(-PROOF_BYTES), proofOf(id)) ? id : 'foreign';
    },
  };
}
