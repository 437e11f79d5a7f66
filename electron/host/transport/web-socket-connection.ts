import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { Connection } from './connection.ts';

/** A desk that leaves this much unread is dropped; it reconnects and reads what it needs anew. */
const UNREAD_BYTES_MAX = 64_000_000;

/** What a browser says whose page was closed or left (RFC 6455, section 7.4.1). */
const GOING_AWAY = 1001;
/** What a peer that does not speak JSON is told. */
const NOT_UNDERSTOOD = 1003;
const TRY_AGAIN_LATER = 1013;

/** A desk in a browser, or on another machine. `stream` is what the socket writes to. */
export function createWebSocketConnection(socket: WebSocket, stream: Duplex): Connection {
  // Each write wakes the desk's process, which costs both ends more than the message itself.
  let isGathering = false;
  const gather = (): void => {
    if (isGathering) return;
    isGathering = true;
    stream.cork();
    process.nextTick(letGo);
  };
  const letGo = (): void => {
    if (!isGathering) return;
    isGathering = false;
    stream.uncork();
  };
  const close = (code = 1000): void => {
    // A peer that is gone never answers the closing handshake.
    if (socket.readyState === WebSocket.OPEN) socket.close(code);
    else socket.terminate();
  };
  return {
    send: (message, hasMore = false) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > UNREAD_BYTES_MAX) {
        close(TRY_AGAIN_LATER);
        socket.terminate();
        return;
      }
      if (hasMore) gather();
      socket.send(JSON.stringify(message));
      if (!hasMore) letGo();
    },
    onMessage: (listener) => {
      socket.on('message', (data, isBinary) => {
        const message = isBinary ? undefined : parseJson(String(data));
        if (message === undefined) close(NOT_UNDERSTOOD);
        else listener(message);
      });
    },
    onClose: (listener) => {
      socket.once('close', (code) => listener(code === GOING_AWAY ? 'left' : 'lost'));
    },
    close: () => close(),
  };
}

/** `undefined` is what JSON cannot say. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
