import { WebSocket } from 'ws';
import type { OpenWake } from './keep-awake.ts';

const HANDSHAKE_MS = 3_000;
/** A line that says nothing for this long, not even to a ping, is dead. */
const PING_EVERY_MS = 15_000;
/** News are a few rows; central sends nothing longer unasked. */
const NEWS_BYTES_MAX = 2_000_000;

/**
 * Central's wake line over a WebSocket: text is a wake, bytes are a frame. `ca`: the one authority to
 * trust.
 */
export const openWakeSocket =
  (
    request: () => { readonly url: string; readonly headers: Record<string, string> },
    ca: string | null,
  ): OpenWake =>
  (events) => {
    const { url, headers } = request();
    const socket = new WebSocket(url, {
      headers,
      ...(ca === null ? {} : { ca }),
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: NEWS_BYTES_MAX,
      followRedirects: false,
    });
    let isRefused = false;
    let isAlive = true;
    const pinging = setInterval(() => {
      if (!isAlive) socket.terminate();
      isAlive = false;
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    }, PING_EVERY_MS);
    pinging.unref();
    socket.on('open', events.onOpen);
    socket.on('message', (data, isBinary) => {
      if (isBinary) events.onNews(new Uint8Array(data as Buffer));
      else events.onWake();
    });
    socket.on('pong', () => {
      isAlive = true;
    });
    socket.on('unexpected-response', () => {
      isRefused = true;
      socket.terminate();
    });
    // `close` follows every error, and is where the next attempt is planned.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(pinging);
      events.onClose(isRefused);
    });
    return { close: () => socket.terminate() };
  };
