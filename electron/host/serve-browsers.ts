import type { Host } from './open-host.ts';
import { type HttpServerOptions, openHttpServer } from './serve/open-http-server.ts';
import { acceptWebSockets } from './transport/web-socket-server.ts';

export interface Served {
  /** Where a browser opens the desk; for the sample, it signs in, once. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves desks in browsers of this machine. */
export async function serveBrowsers(host: Host, options: HttpServerOptions): Promise<Served> {
  const http = await openHttpServer(options);
  const desks = acceptWebSockets(http.server, {
    path: '/desk',
    isAllowed: http.isOwnPage,
    onConnection: host.acceptDesk,
  });
  const code = await host.sampleCode();
  return {
    url: code === null ? `${http.origin}/` : `${http.origin}/#code=${code}`,
    close: async () => {
      desks.close();
      await http.close();
    },
  };
}
