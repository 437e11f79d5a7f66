import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * Hands on what a server sends, unpacked, in pieces; no more than `bytesMax` of it, as it comes and as
 * it is unpacked. `broken-off`: it ended before its end, or is packed in a way that was not asked
 * for. Throws what `take` throws, and nothing else.
 */
export async function takeBody(
  answer: IncomingMessage,
  bytesMax: number,
  take: (bytes: Uint8Array) => void,
): Promise<'taken' | 'too-large' | 'broken-off'> {
  const packed = (answer.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const announced = Number(answer.headers['content-length'] ?? 0);
  if (announced > bytesMax) return end(answer, 'too-large');
  if (!['identity', 'gzip', 'x-gzip'].includes(packed)) return end(answer, 'broken-off');
  let isEndless = false;
  const body =
    packed === 'identity'
      ? answer
      : unpack(answer, bytesMax, () => {
          isEndless = true;
        });
  let bytes = 0;
  let failed: { readonly error: unknown } | null = null;
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      bytes += piece.byteLength;
      if (bytes > bytesMax) return 'too-large';
      try {
        take(piece);
      } catch (error) {
        failed = { error };
        break;
      }
    }
  } catch {
    return isEndless ? 'too-large' : 'broken-off';
  } finally {
    answer.destroy();
  }
  if (failed) throw failed.error;
  return 'taken';
}

function end<T>(answer: IncomingMessage, why: T): T {
  answer.destroy();
  return why;
}

/**
 * A line that breaks ends what unpacks it, which otherwise waits for ever; and what unpacks to nothing
 * may yet have no end.
 */
function unpack(answer: IncomingMessage, bytesMax: number, onEndless: () => void): Readable {
  const unpacked = createGunzip();
  let came = 0;
  answer.on('data', (bytes: Buffer) => {
    came += bytes.byteLength;
    if (came <= bytesMax) return;
    onEndless();
    unpacked.destroy(new Error('It has no end.'));
  });
  answer.once('error', (error) => unpacked.destroy(error));
  answer.once('close', () => {
    if (!answer.complete) unpacked.destroy(new Error('It broke off.'));
  });
  return answer.pipe(unpacked);
}
