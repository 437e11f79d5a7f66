import type { Host } from './open-host.ts';
import { type HttpServerOptions, openHttpServer } from './serve/open-http-server.ts';
import { acceptWebSockets } from './transport/web-socket-server.ts';

export interface Served {
  /** Makes one browser a desk of this host, once; for the sample, it signs in, too. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface ServeOptions extends Omit<HttpServerOptions, 'door'> {
  /** A code by which whoever started this host lets in as many browsers as it likes. */
  readonly standingCode: string | null;
}

/** Serves desks in browsers of this machine, those that came by a link of this host. */
export async function serveBrowsers(
  host: Host,
  { standingCode, ...options }: ServeOptions,
): Promise<Served> {
  const door = host.openDoor(standingCode);
  const http = await openHttpServer({ ...options, door });
  const desks = acceptWebSockets(http.server, {
    path: '/desk',
    isAllowed: http.isDesk,
    onConnection: host.acceptDesk,
  });
  const code = await host.sampleCode();
  const link = `${http.origin}/open/${door.newCode()}`;
  return {
    // A redirect keeps what follows the #.
    url: code === null ? link : `${link}#code=${code}`,
    close: async () => {
      desks.close();
      await http.close();
    },
  };
}
