import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Connection } from './connection.ts';
import { createWebSocketConnection } from './web-socket-connection.ts';

/** The largest message a desk sends is a piece of a file. */
const MESSAGE_BYTES_MAX = 1_000_000;
/** A desk that does not answer a ping until the next one is gone. */
const PING_EVERY_MS = 20_000;
/** Two hundred desks, and windows that come again before it is known that they were gone. */
const CONNECTIONS_MAX = 256;

export interface WebSocketDesks {
  /** Drops every desk and takes no more. */
  readonly close: () => void;
}

/**
 * Takes desks that come to `path` of an HTTP server. `isAllowed` decides by the headers: a page of
 * another site in a browser of this machine can reach this port too, and has to be told apart.
 */
export function acceptWebSockets(
  server: Server,
  options: {
    readonly path: string;
    readonly isAllowed: (headers: IncomingMessage['headers']) => boolean;
    readonly onConnection: (connection: Connection) => void;
  },
): WebSocketDesks {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
  });
  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const isHere = request.url?.split('?')[0] === options.path;
    const hasRoom = sockets.clients.size < CONNECTIONS_MAX;
    if (!isHere || !hasRoom || !options.isAllowed(request.headers)) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      // An error is always followed by `close`, which is where a desk is let go.
      socket.on('error', () => undefined);
      options.onConnection(createWebSocketConnection(socket, stream));
    });
  };
  server.on('upgrade', upgrade);
  const stopPinging = pingAll(sockets);
  return {
    close: () => {
      server.off('upgrade', upgrade);
      stopPinging();
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function pingAll(sockets: WebSocketServer): () => void {
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.once('pong', () => silent.delete(socket));
      socket.ping();
    }
  }, PING_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
