import { readBytes } from './read-bytes.ts';
import type { StoredFile } from './store-file.ts';

/** A line longer than this is no table of slots or patients, and no line of a calendar. */
export const LINE_BYTES_MAX = 100_000;

/** The text of a file. The parser counts what is in a field; a line of separators has nothing. */
export async function* boundedText(file: StoredFile, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let line = 1;
  let length = 0;
  for await (const bytes of readBytes(file)) {
    const text = decoder.decode(bytes, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      if (length + end - from > LINE_BYTES_MAX) throw new LineTooLong(line);
      [from, length] = [end + 1, 0];
      line += 1;
    }
    length += text.length - from;
    if (length > LINE_BYTES_MAX) throw new LineTooLong(line);
    yield text;
  }
}

export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
  readonly line: number;
  constructor(line: number) {
    super(`Line ${line} is too long.`);
    this.line = line;
  }
}
