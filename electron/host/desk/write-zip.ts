import { setImmediate } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';

/** Lines that are packed before the host's other work has its turn. */
const LINES_AT_ONCE = 500;

/** An archive of files of lines, each of which ends with a line feed. */
export async function writeZip(
  files: readonly { readonly name: string; readonly lines: readonly string[] }[],
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const { name, lines } of files) {
    const part = new ZipDeflate(name);
    zip.add(part);
    for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
      const some = lines.slice(from, from + LINES_AT_ONCE).map((line) => `${line}\n`);
      part.push(Buffer.from(some.join('')));
      await setImmediate();
    }
    part.push(new Uint8Array(), true);
  }
  zip.end();
  return Buffer.concat(pieces);
}
