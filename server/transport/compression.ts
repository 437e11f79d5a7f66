import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { err, ok, type Result } from '../../shared/core/result.ts';
import type { ExchangeRefusal } from '../../shared/wire/exchange/frame-header.ts';

/** A request's body as it is sent: a full frame of text compresses to a fraction of this. */
export const BODY_BYTES_MAX = 8_000_000;
/** A frame once it is unpacked. A few kilobytes can be made to unpack to gigabytes. */
const FRAME_BYTES_MAX = 16_000_000;
const COMPRESSED_FROM_BYTES = 1000;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** The frame in a body, by its content-encoding: zstd (RFC 8878) or none. */
export async function unpack(
  body: Buffer,
  encoding: string | undefined,
): Promise<Result<Uint8Array, ExchangeRefusal>> {
  if (encoding === undefined || encoding === 'identity') return ok(body);
  if (encoding !== 'zstd') return err({ kind: 'malformed', detail: 'The encoding is not zstd.' });
  try {
    return ok(await decompress(body, { maxOutputLength: FRAME_BYTES_MAX }));
  } catch (error) {
    return isTooLarge(error)
      ? err({ kind: 'too-large', detail: `A frame has at most ${FRAME_BYTES_MAX} bytes.` })
      : err({ kind: 'malformed', detail: 'The body is not zstd.' });
  }
}

/** An answer's body, and its content-encoding if it has one. */
export async function pack(
  bytes: Uint8Array,
  accepted: string | undefined,
): Promise<{ readonly body: Uint8Array; readonly encoding: 'zstd' | null }> {
  const wantsZstd = accepted?.includes('zstd') ?? false;
  if (!wantsZstd || bytes.byteLength < COMPRESSED_FROM_BYTES)
    return { body: bytes, encoding: null };
  return { body: await compress(bytes), encoding: 'zstd' };
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
