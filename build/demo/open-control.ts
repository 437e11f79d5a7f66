import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { findReplica } from './demo-replicas.ts';
import type { RunningReplica } from './start-replica.ts';

const PAGE = new URL('control-page.html', import.meta.url);
const BODY_CHARACTERS_MAX = 1_000;
const switchSchema = z.object({ name: z.string(), cut: z.boolean() });
const restartSchema = z.object({ name: z.string() });

/**
 * The page, and the address behind it, from which each replica's network is cut and restored, and
 * its host ended and started again.
 */
export async function openControl(options: {
  readonly replicas: readonly RunningReplica[];
  readonly centralUrl: string;
  readonly token: string;
  readonly port: number;
}): Promise<{ readonly url: string; readonly close: () => void }> {
  const { replicas, centralUrl, token } = options;
  const page = readFileSync(PAGE, 'utf8').replace('%TOKEN%', token);
  let host = '';
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    // A name of another site that resolves to this machine would make its pages ours.
    if (request.headers.host !== host) return [421, 'text/plain', ''];
    const asked = `${request.method} ${request.url}`;
    if (asked === 'GET /') return [200, 'text/html; charset=utf-8', page];
    if (request.headers['x-demo-token'] !== token) return [401, 'text/plain', ''];
    if (asked === 'GET /replicas') return json(200, { centralUrl, replicas: replicas.map(toView) });
    if (asked === 'POST /network') return setNetwork(replicas, await readBody(request));
    if (asked === 'POST /restart') return restart(replicas, await readBody(request));
    return json(404, { problem: 'There is nothing here.' });
  };
  const server = createServer((request, response) => {
    void answer(request)
      .catch((error: unknown) => json(500, { problem: String(error) }))
      .then((given) => send(response, given));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  host = `127.0.0.1:${typeof address === 'object' && address ? address.port : options.port}`;
  return {
    url: `http://${host}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

type Answer = readonly [status: number, type: string, body: string];

const json = (status: number, body: object): Answer => [
  status,
  'application/json',
  JSON.stringify(body),
];

function send(response: ServerResponse, [status, type, body]: Answer): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

const toView = ({ name, link, isCut, status }: RunningReplica) => ({
  name,
  link,
  isCut: isCut(),
  status: status(),
});

async function setNetwork(replicas: readonly RunningReplica[], body: string): Promise<Answer> {
  const wish = switchSchema.safeParse(JSON.parse(body)).data;
  const replica = wish && findReplica(replicas, wish.name);
  if (!wish || !replica) return nobody(replicas);
  await replica.cut(wish.cut);
  return json(200, { name: replica.name, cut: wish.cut });
}

async function restart(replicas: readonly RunningReplica[], body: string): Promise<Answer> {
  const wish = restartSchema.safeParse(JSON.parse(body)).data;
  const replica = wish && findReplica(replicas, wish.name);
  if (!replica) return nobody(replicas);
  await replica.restart();
  return json(200, { name: replica.name });
}

const nobody = (replicas: readonly RunningReplica[]): Answer =>
  json(404, { problem: `There are ${replicas.map(({ name }) => name).join(', ')}.` });

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: string[] = [];
  let length = 0;
  for await (const chunk of request.setEncoding('utf8')) {
    length += String(chunk).length;
    if (length > BODY_CHARACTERS_MAX) throw new Error('That is too much to say.');
    chunks.push(String(chunk));
  }
  return chunks.join('');
}
