import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { openDesk } from '../../electron/host/desk/open-desk.ts';
import { createWebSocketConnection } from '../../electron/host/transport/web-socket-connection.ts';
import type { RateLimit } from '../../shared/domain/access/create-rate-limit.ts';
import type { ServerSecurity } from '../tls/server-security.ts';
import { createProxyCheck } from '../tls/trusted-proxies.ts';
import { bindAccess } from './bind-access.ts';
import { passIn } from './desk-cookie.ts';
import type { DeskHosts } from './open-desk-hosts.ts';

const DESK_PATH = '/desk';
/** More at one process are no group of clinics. */
const DESKS_MAX = 200;
/** A question is small; files are not handed over here. */
const MESSAGE_BYTES_MAX = 100_000;
const PING_EVERY_MS = 20_000;

/** The lines of browsers at central. */
export interface Desks {
  /** Takes a request for a line, if it is one of a desk. */
  readonly upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => boolean;
  readonly close: () => void;
}

/**
 * Takes lines that come from a page of this central, encrypted where central is, in a browser that
 * got the page here. Who sits there signs in over the line.
 */
export function acceptDesks(
  hosts: DeskHosts,
  options: {
    readonly security: ServerSecurity;
    /** Of addresses that are refused; null where a proxy stands before them all. */
    readonly limit: RateLimit | null;
    readonly onError: (error: unknown) => void;
  },
): Desks {
  const { security, limit } = options;
  const sockets = new WebSocketServer({
    ...{ noServer: true, maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: false },
  });
  const isOwnPage = createOriginCheck(security);
  const secretsByToken = new Map<string, Map<string, string>>();

  const accept = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    const address = request.socket.remoteAddress ?? '';
    if (limit?.look(address)) return refuse(stream, 429);
    const pass = passIn(request.headers.cookie, security.kind !== 'plain');
    const mayCome = pass !== null && isOwnPage(request) && sockets.clients.size < DESKS_MAX;
    const desks = mayCome ? await hosts.of(pass.organisationId) : null;
    if (pass === null || desks === null) {
      limit?.take(address);
      return refuse(stream, 403);
    }
    const { organisationId, secret } = pass;
    const secrets = secretsByToken.get(organisationId) ?? new Map<string, string>();
    secretsByToken.set(organisationId, secrets);
    const access = bindAccess(desks.access, secrets, secret);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      // An error is always followed by `close`, which is where a desk is let go.
      socket.on('error', () => undefined);
      const connection = createWebSocketConnection(socket, stream);
      const desk = openDesk({ ...desks.host, access }, connection);
      connection.onMessage(desk.receive);
      connection.onClose(desk.close);
    });
  };
  const pinging = setInterval(() => {
    for (const socket of sockets.clients) socket.ping();
  }, PING_EVERY_MS);
  pinging.unref();
  return {
    upgrade: (request, stream, head) => {
      if (request.url?.split('?')[0] !== DESK_PATH) return false;
      accept(request, stream, head).catch((error: unknown) => {
        options.onError(error);
        refuse(stream, 503);
      });
      return true;
    },
    close: () => {
      clearInterval(pinging);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** Whether a line comes from a page of this very server, and as encrypted as central wants it. */
function createOriginCheck(security: ServerSecurity): (request: IncomingMessage) => boolean {
  const isProxy =
    security.kind === 'behind-proxy' ? createProxyCheck(security.proxies) : () => true;
  const scheme = security.kind === 'plain' ? 'http' : 'https';
  return ({ headers, socket }) => {
    const isEncrypted =
      security.kind !== 'behind-proxy' || headers['x-forwarded-proto'] === 'https';
    const isFrom = headers.host !== undefined && headers.origin === `${scheme}://${headers.host}`;
    return isFrom && isEncrypted && isProxy(socket.remoteAddress ?? '');
  };
}

function refuse(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
