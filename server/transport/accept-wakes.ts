import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RateLimit } from '../../shared/domain/access/create-rate-limit.ts';
import { WAKE_PATH } from '../../shared/wire/exchange/paths.ts';
import type { ReplicaOf, WakeHub } from './create-wake-hub.ts';
import { REFUSAL_STATUS } from './refusal-status.ts';
import type { VerifyRequest } from './verify-request.ts';

/** A replica has nothing to say on this line. */
const MESSAGE_BYTES_MAX = 100;
/** Of one device; more are a fault, or lines whose end was not noticed yet. */
const LINES_MAX = 4;
const PING_EVERY_MS = 20_000;
const EMPTY = new Uint8Array();

/** The lines on which replicas wait to be woken. */
export interface Wakes {
  /** Ends those of a replica that is not listened to any more. */
  readonly dismiss: (replica: ReplicaOf) => void;
  /** Who has lines here. */
  readonly listening: () => readonly ReplicaOf[];
  readonly close: () => void;
}

/** Takes such lines. */
export function acceptWakes(
  server: Server,
  verifyRequest: VerifyRequest,
  hub: WakeHub,
  options: {
    /** Of addresses that are refused; null where a proxy stands before them all. */
    readonly limit: RateLimit | null;
    readonly onError: (error: unknown) => void;
    /** Takes what is no such line, if it is one that somebody else looks after. */
    readonly others: ((request: IncomingMessage, stream: Duplex, head: Buffer) => boolean) | null;
  },
): Wakes {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX });
  const linesByReplica = new Map<
    string,
    { readonly of: ReplicaOf; readonly lines: Set<WebSocket> }
  >();

  const accept = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    const address = request.socket.remoteAddress ?? '';
    if (options.limit?.look(address)) return refuse(stream, 429);
    if (request.url !== WAKE_PATH) return refuse(stream, 404);
    const asked = {
      method: 'GET',
      path: WAKE_PATH,
      headers: request.headers,
      body: EMPTY,
      isRead: true,
    };
    const device = await verifyRequest(asked);
    if (!device.ok) {
      options.limit?.take(address);
      return refuse(stream, REFUSAL_STATUS[device.error.kind]);
    }
    const { organisationId, replica } = device.value;
    const of = { organisationId, replica };
    const { lines } = linesByReplica.get(nameOf(of)) ?? { lines: new Set() };
    if (lines.size >= LINES_MAX) return refuse(stream, 429);
    linesByReplica.set(nameOf(of), { of, lines });
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const leave = hub.join({
        ...of,
        wake: () => socket.send('wake'),
        send: (frame) => socket.send(frame),
      });
      lines.add(socket);
      keepAlive(socket);
      socket.once('close', () => {
        leave();
        lines.delete(socket);
        if (lines.size === 0) linesByReplica.delete(nameOf(of));
      });
    });
  };

  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => undefined);
    if (options.others?.(request, stream, head)) return;
    accept(request, stream, head).catch((error: unknown) => {
      options.onError(error);
      refuse(stream, 503);
    });
  });
  return {
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
    dismiss: (replica) => {
      for (const socket of linesByReplica.get(nameOf(replica))?.lines ?? []) socket.terminate();
    },
    listening: () => [...linesByReplica.values()].map(({ of }) => of),
  };
}

const nameOf = ({ organisationId, replica }: ReplicaOf): string => `${organisationId} ${replica}`;

function refuse(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** Ends a line that no longer answers: the network may have gone without a word. */
function keepAlive(socket: WebSocket): void {
  let isAlive = true;
  const pinging = setInterval(() => {
    if (!isAlive) socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_EVERY_MS);
  pinging.unref();
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('error', () => undefined);
  socket.once('close', () => clearInterval(pinging));
}
