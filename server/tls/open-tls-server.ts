import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Timers } from '../../shared/core/timers.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import type { ServerSecurity } from './server-security.ts';

/** Certificates are renewed every few weeks; a minute is soon. */
const LOOK_EVERY_MS = 60_000;

export interface TlsServer {
  readonly server: Server;
  /** null where this server does not encrypt itself. */
  readonly fingerprint: string | null;
  readonly close: () => void;
}

/**
 * The server that `listener` answers on. A renewed certificate is taken without a restart; files
 * that do not belong together, as while they are being replaced, are left for the next look.
 */
export function openTlsServer(
  listener: RequestListener,
  security: ServerSecurity,
  options: { readonly timers: Timers; readonly onError: (error: unknown) => void },
): TlsServer {
  if (security.kind !== 'tls') {
    return { server: createHttpServer(listener), fingerprint: null, close: () => undefined };
  }
  const first = readCertificate(security);
  const server = createHttpsServer({ ...pair(first), minVersion: 'TLSv1.2' }, listener);
  let current = first;
  let stop = (): void => undefined;
  const look = (): void => {
    try {
      const next = readCertificate(security);
      if (next.cert !== current.cert || next.key !== current.key) {
        server.setSecureContext({ ...pair(next), minVersion: 'TLSv1.2' });
        current = next;
      }
    } catch (error) {
      options.onError(error);
    }
    stop = options.timers.after(LOOK_EVERY_MS, look);
  };
  stop = options.timers.after(LOOK_EVERY_MS, look);
  return { server, fingerprint: first.fingerprint, close: () => stop() };
}

const pair = ({ cert, key }: Certificate) => ({ cert, key });
