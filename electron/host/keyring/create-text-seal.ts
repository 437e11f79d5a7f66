import type { TextSeal } from '../../../shared/core/text-seal.ts';
import { openBytes, sealBytes } from './seal-bytes.ts';

const MARK = 'daybook sealed ';
const CONTEXT = 'text beside the book';

/** Seals the small files beside a book with a key of 32 bytes. */
export const createTextSeal = (key: Uint8Array): TextSeal => ({
  seal: (text) => `${MARK}${sealBytes(key, Buffer.from(text), CONTEXT)}`,
  open: (stored) =>
    stored.startsWith(MARK)
      ? (openBytes(key, stored.slice(MARK.length), CONTEXT)?.toString() ?? null)
      : stored,
});
