import { createHash, createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { WebSocketServer } from 'ws';
import type { EnrolAnswer } from '../../shared/wire/exchange/enrolment.ts';
import { ENROL_PATH, EXCHANGE_PATH, WAKE_PATH } from '../../shared/wire/exchange/paths.ts';
import {
  REPLICA_HEADER,
  SENT_AT_HEADER,
  SIGNATURE_HEADER,
  signedText,
} from '../../shared/wire/exchange/signature.ts';
import { ORGANISATION, type TestEngine } from './engine.ts';
import { enrol } from './exchange.ts';

/** The code that enrols the one device which this central lets in. */
export const CODE = 'DAY-BOOK-1';

export interface TestCentral extends AsyncDisposable {
  readonly url: string;
  /** How many exchanges were answered. */
  readonly exchanges: () => number;
  /** Answers with this status from now on; null answers as usual. */
  readonly answerWith: (status: number | null) => void;
}

/**
 * The real engine behind the least HTTP that a replica can speak to, for tests of the replica's
 * end. The server itself is tested on its own.
 */
export async function openTestCentral(
  engine: TestEngine,
  device: Omit<EnrolAnswer, 'protocol' | 'organisationId' | 'isSample'>,
): Promise<TestCentral> {
  let exchanges = 0;
  let status: number | null = null;
  let publicKey = '';

  const isSigned = (
    headers: IncomingHttpHeaders,
    request: { readonly method: string; readonly path: string; readonly body: Buffer },
  ): boolean => {
    const { method, path, body } = request;
    const replica = String(headers[REPLICA_HEADER]);
    const sentAtMs = Number(headers[SENT_AT_HEADER]);
    const bodyHash = createHash('sha256').update(body).digest('hex');
    const x = Buffer.from(publicKey, 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const text = Buffer.from(signedText({ method, path, replica, sentAtMs, bodyHash }));
    return verify(null, text, key, Buffer.from(String(headers[SIGNATURE_HEADER]), 'base64'));
  };

  const answer = async (request: IncomingMessage): Promise<[number, Uint8Array | string]> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (status !== null) return [status, ''];
    if (request.url === ENROL_PATH) {
      const { code, publicKey: shown } = JSON.parse(String(body)) as Record<string, string>;
      if (code !== CODE) return [403, JSON.stringify({ kind: 'wrong-code' })];
      publicKey = shown ?? '';
      await enrol(engine, device);
      const enrolled = { protocol: 1, organisationId: ORGANISATION, isSample: false, ...device };
      return [200, JSON.stringify(enrolled)];
    }
    if (!isSigned(request.headers, { method: 'POST', path: EXCHANGE_PATH, body })) {
      return [401, JSON.stringify({ kind: 'bad-signature', detail: 'Not this device.' })];
    }
    exchanges += 1;
    const frame = request.headers['content-encoding'] === 'zstd' ? zstdDecompressSync(body) : body;
    const { replica } = device;
    const taken = await engine.exchange({ organisationId: ORGANISATION, replica }, frame);
    return taken.ok ? [200, zstdCompressSync(taken.value)] : [409, JSON.stringify(taken.error)];
  };

  const http = createServer((request, response) => {
    answer(request).then(
      ([code, body]) => response.writeHead(code).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const wakes = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, stream, head) => {
    const asked = { method: 'GET', path: WAKE_PATH, body: Buffer.alloc(0) };
    if (request.url !== WAKE_PATH || !isSigned(request.headers, asked)) stream.destroy();
    else wakes.handleUpgrade(request, stream, head, () => undefined);
  });
  const stopListening = engine.store.onCommit(({ source }) => {
    if (source !== 'merge') for (const socket of wakes.clients) socket.send('wake');
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges: () => exchanges,
    answerWith: (next) => {
      status = next;
    },
    [Symbol.asyncDispose]: async () => {
      stopListening();
      for (const socket of wakes.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
}
