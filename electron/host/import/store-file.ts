import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';

/**
 * A file that lies encrypted on the disk while people look at what is in it. Its key is in the
 * memory of this process and nowhere else: what a crash leaves behind opens for nobody. It is made
 * by the first `append`, which throws what node:fs throws; a file that could not take its bytes is
 * good for nothing but `remove`.
 */
export interface StoredFile {
  readonly append: (bytes: Uint8Array) => void;
  readonly read: (pieceBytes: number) => Readable;
  /** The first bytes, as many as there are. */
  readonly start: (length: number) => Buffer;
  readonly size: () => number;
  readonly remove: () => void;
}

/** The key is for one file and the file only grows, so a counter from zero never repeats. */
const AES = 'aes-256-ctr';
const KEY_BYTES = 32;
const FROM_ZERO = Buffer.alloc(16);

export function storeFile(path: string): StoredFile {
  const key = randomBytes(KEY_BYTES);
  const cipher = createCipheriv(AES, key, FROM_ZERO);
  return {
    append: (bytes) => {
      fs.mkdirSync(dirname(path), { recursive: true });
      fs.appendFileSync(path, cipher.update(bytes), { mode: 0o600 });
    },
    read: (pieceBytes) => {
      const source = fs.createReadStream(path, { highWaterMark: pieceBytes });
      const plain = createDecipheriv(AES, key, FROM_ZERO);
      source.on('error', (error) => plain.destroy(error));
      plain.on('close', () => source.destroy());
      return source.pipe(plain);
    },
    start: (length) => {
      const file = fs.openSync(path, 'r');
      try {
        const bytes = Buffer.alloc(length);
        const got = fs.readSync(file, bytes, 0, length, 0);
        return createDecipheriv(AES, key, FROM_ZERO).update(bytes.subarray(0, got));
      } finally {
        fs.closeSync(file);
      }
    },
    size: () => fs.statSync(path).size,
    remove: () => fs.rmSync(path, { force: true }),
  };
}
