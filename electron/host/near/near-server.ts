import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../../../shared/core/clock.ts';
import type { Random } from '../../../shared/core/random.ts';
import { createThrottle } from '../../../shared/domain/access/create-throttle.ts';
import type { KnownReplica } from '../../../shared/engine/near/load-neighbours.ts';
import { CARRIED_BYTES_MAX } from '../../../shared/wire/carry/carried.ts';
import { decodeLine, encodeLine } from '../../../shared/wire/near/line-and-bytes.ts';
import {
  NEAR_LINE_MAX,
  type NearAnswer,
  type NearAsk,
  type NearRefusal,
  nearAskSchema,
  nearHeaderSchema,
  nearHello,
} from '../../../shared/wire/near/near-line.ts';
import { createChallenges } from './challenges.ts';
import type { NearParty } from './near-party.ts';

export const NEAR_HELLO_PATH = '/daybook/near/hello';
export const NEAR_PATH = '/daybook/near';

const HEADER_MAX = 1000;
const BODY_BYTES_MAX = CARRIED_BYTES_MAX + NEAR_LINE_MAX + 10_000;
const LINES_MAX = 32;
/** Messages read at one time: each may be as long as a frame. */
const READ_MAX = 4;
const READ_WITHIN_MS = 30_000;

const STATUS: Readonly<Record<NearRefusal['kind'], number>> = {
  ...{ stranger: 403, 'not-for-us': 404, replayed: 409, damaged: 400 },
  ...{ 'too-often': 429, busy: 503 },
};

/** What a neighbour asks, and what comes after the line of JSON in either direction. */
export type AnswerNear = (
  from: KnownReplica,
  ask: NearAsk,
  bytes: Uint8Array,
) => Promise<{ readonly answer: NearAnswer; readonly bytes?: Uint8Array }>;

export interface NearServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

interface Serving {
  readonly party: NearParty;
  readonly clock: Clock;
  readonly random: Random;
  readonly answer: AnswerNear;
  readonly onError: (error: unknown) => void;
}

/**
 * Listens to computers of the network. Nothing is said to anybody but who proves to be a replica of
 * the organisation that central told of and did not take out of service: what they say is sealed by
 * their key for this one's, and holds a challenge that is good once. Rejects if the port is taken.
 */
export async function openNearServer(port: number, serving: Serving): Promise<NearServer> {
  const challenges = createChallenges(serving.clock, serving.random);
  const refused = createThrottle(serving.clock);
  let reading = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = request.socket.remoteAddress ?? '';
    if (request.method !== 'POST') return refuse(response, 'not-for-us');
    if (request.url === NEAR_HELLO_PATH) {
      if (refused.attempt(address)) return refuse(response, 'too-often');
      const { replica } = await serving.party.book();
      return void response.end(JSON.stringify(nearHello(replica, challenges.issue())));
    }
    if (request.url !== NEAR_PATH) return refuse(response, 'not-for-us');
    if (reading >= READ_MAX) return refuse(response, 'busy');
    reading += 1;
    try {
      const body = await readBody(request);
      const done = body ? await answerSealed(serving, challenges, body) : 'damaged';
      if (typeof done === 'string') return refuse(response, done);
      refused.succeeded(address);
      response.end(done);
    } finally {
      reading -= 1;
    }
  };
  const server = createServer({ requestTimeout: READ_WITHIN_MS }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      serving.onError(error);
      response.destroy();
    });
  });
  server.maxConnections = LINES_MAX;
  await listen(server, port);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve();
    });
  });

function refuse(response: ServerResponse, kind: NearRefusal['kind']): void {
  const refusal: NearRefusal = { kind };
  // Whatever else was being sent is not waited for.
  response.writeHead(STATUS[kind], { connection: 'close' }).end(JSON.stringify(refusal));
}

/** null if it is longer than any message is. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answerSealed(
  { party, answer }: Serving,
  challenges: ReturnType<typeof createChallenges>,
  body: Uint8Array,
): Promise<Uint8Array | NearRefusal['kind']> {
  const asked = decodeLine(body, nearHeaderSchema, HEADER_MAX);
  if (!asked) return 'damaged';
  const { value: header, bytes: sealed } = asked;
  const { organisationId, replica } = await party.book();
  if (header.organisationId !== organisationId || header.to !== replica) return 'not-for-us';
  if (!challenges.take(header.challenge)) return 'replayed';
  const from = header.from === replica ? null : await party.known(header.from);
  if (!from) return 'stranger';
  const opened = party.open('ask', header, sealed, from);
  if (!opened) return 'stranger';
  const message = decodeLine(opened, nearAskSchema, NEAR_LINE_MAX);
  if (!message) return 'damaged';
  const said = await answer(from, message.value, message.bytes);
  return party.seal('answer', header, encodeLine(said.answer, said.bytes), from);
}
