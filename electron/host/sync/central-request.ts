import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import type { z } from 'zod';

/** Central did not answer as it should: nobody there, or a body that is none of ours. */
export class CentralUnreachable extends Error {
  override readonly name = 'CentralUnreachable';
}

export type Fetch = typeof globalThis.fetch;

const TIMEOUT_MS = 60_000;
/** A frame's rows are bounded by 8 MB before compression; the header lists what became of rows. */
const ANSWER_BYTES_MAX = 16_000_000;
const COMPRESSED_FROM_BYTES = 1000;
/** How a zstd frame begins (RFC 8878); ours begin with a brace. */
const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd];

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** The body as it is sent, and the header that says so. */
export async function toBody(
  bytes: Uint8Array,
): Promise<{ body: Uint8Array<ArrayBuffer>; headers: Record<string, string> }> {
  if (bytes.byteLength < COMPRESSED_FROM_BYTES) return { body: new Uint8Array(bytes), headers: {} };
  const body = new Uint8Array(await compress(bytes));
  return { body, headers: { 'content-encoding': 'zstd' } };
}

/** Sends a request and reads the whole answer, within bounds of time and size. */
export async function post(
  fetch: Fetch,
  url: URL,
  request: {
    readonly body: Uint8Array<ArrayBuffer> | string;
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<{ readonly status: number; readonly bytes: Uint8Array }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: request.body,
      headers: request.headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, bytes: await readBody(response) };
  } catch (error) {
    if (error instanceof CentralUnreachable) throw error;
    throw new CentralUnreachable(`Nobody answers at ${url.origin}.`, { cause: error });
  }
}

async function readBody(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > ANSWER_BYTES_MAX) throw new CentralUnreachable('The answer is too long.');
    chunks.push(chunk);
  }
  // Some versions of fetch take the compression off and leave the header that tells of it.
  return unpackFrame(Buffer.concat(chunks));
}

/** A frame as it came, compressed or not. */
export async function unpackFrame(bytes: Uint8Array): Promise<Uint8Array> {
  const isCompressed = ZSTD_MAGIC.every((byte, at) => bytes[at] === byte);
  return isCompressed ? decompress(bytes, { maxOutputLength: ANSWER_BYTES_MAX }) : bytes;
}

/** The JSON of an answer by its schema, or null. */
export function parseAnswer<T>(bytes: Uint8Array, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null;
  } catch {
    return null;
  }
}
