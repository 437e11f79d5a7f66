import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { zstdDecompressSync } from 'node:zlib';

/** A line to a server that keeps every byte the server sends. */
export interface RecordingProxy extends AsyncDisposable {
  readonly url: string;
  /**
   * What the server sent so far, each answer's head and body and each frame of a WebSocket apart,
   * uncompressed. Throws on bytes that are neither: nothing is left out.
   */
  readonly received: () => readonly Received[];
}

interface Received {
  readonly kind: 'head' | 'answer' | 'text' | 'news' | 'control';
  readonly bytes: Buffer;
}

export async function openRecordingProxy(target: string): Promise<RecordingProxy> {
  const { hostname, port } = new URL(target);
  const lines: Buffer[][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const line: Buffer[] = [];
    lines.push(line);
    upstream.on('data', (chunk: Buffer) => line.push(chunk));
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => lines.flatMap((line) => readLine(Buffer.concat(line))),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const unpacked = (bytes: Buffer): Buffer =>
  bytes.subarray(0, 4).equals(ZSTD_MAGIC) ? zstdDecompressSync(bytes) : bytes;

/** Answers of HTTP/1.1 with their length; after one that switches protocols, frames. */
function readLine(bytes: Buffer): readonly Received[] {
  const read: Received[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n\r\n', at) + 4;
    const head = bytes.subarray(at, end);
    if (end < 4 || !head.toString('latin1').startsWith('HTTP/1.1 ')) {
      throw new Error('These bytes are no answer.');
    }
    read.push({ kind: 'head', bytes: head });
    if (head.toString('latin1').startsWith('HTTP/1.1 101')) {
      return [...read, ...readFrames(bytes.subarray(end))];
    }
    const length = Number(/content-length: (\d+)/i.exec(head.toString('latin1'))?.[1]);
    if (!Number.isInteger(length)) throw new Error('An answer without its length.');
    read.push({ kind: 'answer', bytes: unpacked(bytes.subarray(end, end + length)) });
    at = end + length;
  }
  return read;
}

/** Whole frames, not masked, as a server sends them (RFC 6455, section 5.2). */
function readFrames(bytes: Buffer): readonly Received[] {
  const read: Received[] = [];
  for (let at = 0; at < bytes.length; ) {
    const opcode = bytes[at] ?? 0;
    const short = bytes[at + 1] ?? 0;
    if ((opcode & 0xf0) !== 0x80 || short > 127) throw new Error('A frame that is none of ours.');
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    const long = short === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUIntBE(at + 4, 6);
    const length = short < 126 ? short : long;
    const body = bytes.subarray(at + head, at + head + length);
    const kind = opcode === 0x82 ? 'news' : opcode === 0x81 ? 'text' : 'control';
    read.push({ kind, bytes: unpacked(body) });
    at += head + length;
  }
  return read;
}
