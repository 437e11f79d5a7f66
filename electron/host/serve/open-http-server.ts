import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, Server } from 'node:http';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addDoor, type BrowserDoor, CONTROL_PATH, passOf } from './add-door.ts';
import { PAGE_HEADERS } from './page-headers.ts';

/** Only this machine; desks on the LAN come with certificates. */
const LOOPBACK = '127.0.0.1';
const BODY_BYTES_MAX = 10_000;

export interface HttpServer {
  readonly server: Server;
  readonly origin: string;
  /** Whether a WebSocket comes from the page this server serves, in a browser that was let in. */
  readonly isDesk: (headers: IncomingHttpHeaders) => boolean;
  readonly close: () => Promise<void>;
}

export interface HttpServerOptions {
  readonly rendererFolder: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly door: BrowserDoor;
  /** Lets a program cut the network, for showing what happens then. */
  readonly control: { readonly token: string; readonly cut: (cut: boolean) => void } | null;
}

/** Serves the pages of the desk to browsers of this machine. */
export async function openHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const http = fastify({ bodyLimit: BODY_BYTES_MAX, forceCloseConnections: true });
  let hosts: readonly string[] = [];
  // A name of another site that resolves to this machine would make its pages ours.
  http.addHook('onRequest', async (request, reply) => {
    void reply.headers(PAGE_HEADERS);
    if (!hosts.includes(request.headers.host ?? '')) await reply.code(421).send();
  });
  addDoor(http, options.door);
  await http.register(fastifyStatic, { root: options.rendererFolder, cacheControl: false });
  if (options.control) addControl(http, options.control);
  await http.listen({ host: LOOPBACK, port: options.port });
  const address = http.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  hosts = [`${LOOPBACK}:${port}`, `localhost:${port}`];
  const isDesk = ({ host, origin, cookie }: IncomingHttpHeaders): boolean =>
    host !== undefined &&
    hosts.includes(host) &&
    origin === `http://${host}` &&
    options.door.isIn(passOf(host, cookie));
  return {
    server: http.server,
    origin: `http://${LOOPBACK}:${port}`,
    isDesk,
    close: () => http.close(),
  };
}

const controlSchema = z.object({ cut: z.boolean() });

function addControl(
  http: FastifyInstance,
  control: NonNullable<HttpServerOptions['control']>,
): void {
  http.post(CONTROL_PATH, async (request, reply) => {
    if (!isBearer(request.headers.authorization, control.token)) return reply.code(401).send();
    const body = controlSchema.safeParse(request.body);
    if (!body.success) return reply.code(400).send();
    control.cut(body.data.cut);
    return body.data;
  });
}

/** Compares hashes, which are of one length and tell nothing by how long it takes. */
function isBearer(header: string | undefined, token: string): boolean {
  const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hashOf(header ?? ''), hashOf(`Bearer ${token}`));
}
