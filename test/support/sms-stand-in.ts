import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SmsOptions } from '../../server/notify/notify-options.ts';

/** How the gateway treats one request; `take` without a plan. */
export type Behaviour =
  | 'take'
  | 'take-slowly'
  | 'too-many'
  | 'error'
  | 'broken'
  | 'refuse'
  | 'drop-before'
  | 'take-and-drop'
  | 'take-and-hang';

export interface TakenSms {
  readonly to: string;
  readonly body: string;
  readonly key: string | null;
  readonly atMs: number;
}

/** An SMS gateway over HTTP that does what it is told to. */
export interface SmsStandIn extends AsyncDisposable {
  readonly options: SmsOptions;
  /** What it took and would deliver. */
  readonly taken: readonly TakenSms[];
  /** How many messages it was handed, taken or not. */
  readonly asked: () => number;
  /** How the next requests are treated, one after the other. */
  readonly plan: (...next: Behaviour[]) => void;
  /** Called when a message arrives, before anything is answered. */
  onMessage: (() => Promise<unknown>) | null;
  /** Whether it says what it took when it is asked. */
  lists: boolean;
}

/** How long a gateway takes that is slow. */
const SLOW_MS = 1000;
const ACCOUNT = 'AC-of-tests';
const TOKEN = 'the token of tests';

export async function openSmsStandIn(): Promise<SmsStandIn> {
  const taken: TakenSms[] = [];
  const plan: Behaviour[] = [];
  let asked = 0;
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const basic = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
    const { pathname } = new URL(request.url ?? '/', 'http://here');
    const isRight = pathname === `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
    if (request.headers.authorization !== basic || !isRight) {
      say(response, 401, {});
      return;
    }
    if (request.method === 'GET') {
      const messages = taken.map(({ to, body, atMs }) => ({
        ...{ to, body, status: 'sent', date_created: new Date(atMs).toUTCString() },
      }));
      say(response, standIn.lists ? 200 : 404, { messages });
      return;
    }
    const form = new URLSearchParams(await bodyOf(request));
    asked += 1;
    await standIn.onMessage?.();
    const key = request.headers['idempotency-key'] ?? null;
    const message = { to: form.get('To') ?? '', body: form.get('Body') ?? '', key: String(key) };
    const behaviour = plan.shift() ?? 'take';
    if (behaviour.startsWith('take')) taken.push({ ...message, atMs: Date.now() });
    behave(behaviour, response);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const standIn: SmsStandIn = {
    options: {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...{ account: ACCOUNT, token: TOKEN, from: '+15005550006', countryCode: '91' },
    },
    taken,
    asked: () => asked,
    plan: (...next) => void plan.push(...next),
    onMessage: null,
    lists: true,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return standIn;
}

function behave(behaviour: Behaviour, response: ServerResponse): void {
  switch (behaviour) {
    case 'take':
      say(response, 201, { sid: 'SM1', status: 'queued' });
      break;
    case 'too-many':
      response.setHeader('retry-after', '120');
      say(response, 429, { message: 'Too many requests' });
      break;
    case 'take-slowly':
      setTimeout(() => say(response, 201, { sid: 'SM1', status: 'queued' }), SLOW_MS);
      break;
    case 'error':
      say(response, 500, { message: 'Internal error' });
      break;
    case 'broken':
      say(response, 503, {});
      break;
    case 'refuse':
      say(response, 400, { code: 21_211, message: "The 'To' number is not valid." });
      break;
    case 'take-and-hang':
      break;
    default:
      response.destroy();
  }
}

function say(response: ServerResponse, status: number, body: object): void {
  // A line that is kept may be cut while it idles, which is a doubt of its own.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
