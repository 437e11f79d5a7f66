import chardet from 'chardet';
import { readBytes } from './read-bytes.ts';
import type { StoredFile } from './store-file.ts';

/** What a Western office saves when it says nothing. */
const FALLBACK = 'windows-1252';

/**
 * The encoding of a file: UTF-8 if all of it is UTF-8, since the first letter with an accent may
 * stand far down; otherwise what the statistics of the piece with that letter say.
 */
export async function detectEncoding(file: StoredFile): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  for await (const bytes of readBytes(file)) {
    if (isFirst && hasWideMark(bytes)) return guess(bytes);
    isFirst = false;
    try {
      decoder.decode(bytes, { stream: true });
    } catch {
      return guess(bytes);
    }
  }
  return 'utf-8';
}

/** UTF-16 begins with a mark that is no UTF-8. */
const hasWideMark = ([first, second]: Buffer): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

function guess(bytes: Buffer): string {
  try {
    const { encoding } = new TextDecoder(chardet.detect(bytes) ?? FALLBACK);
    return encoding === 'utf-8' ? FALLBACK : encoding;
  } catch {
    return FALLBACK;
  }
}
