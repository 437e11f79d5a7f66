import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (asked: IncomingMessage, answer: ServerResponse) => void;

/** A server on this machine that answers for calendars as it is told to, well or badly. */
export interface CalendarServer extends AsyncDisposable {
  /** Of a path, which names no plan of its own. */
  readonly url: (path?: string) => string;
  readonly port: number;
  /** How it answers from now on, whatever it is asked for. */
  readonly answer: (next: Answer) => void;
  /** What was asked of it, the first first. */
  readonly asked: readonly IncomingMessage[];
}

/** A calendar, as a server that knows nothing of versions serves it. */
export const serving =
  (text: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_asked, answer) => {
    answer.writeHead(200, { 'content-type': 'text/calendar; charset=utf-8', ...headers });
    answer.end(text);
  };

export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_asked, answer) => {
    answer.writeHead(code, headers);
    answer.end();
  };

export async function openCalendarServer(host = '127.0.0.1'): Promise<CalendarServer> {
  const asked: IncomingMessage[] = [];
  let now: Answer = status(404);
  const server = createServer((request, response) => {
    asked.push(request);
    now(request, response);
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...{ port, asked },
    url: (path = '/private-a1b2c3/basic.ics') => `http://127.0.0.1:${port}${path}`,
    answer: (next) => {
      now = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
