import { EventEmitter, once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { enterBy, openDeskClient } from '../../test/support/desk-client.ts';
import { DAY_MS, id, type ServedHost, serveHost, TODAY } from '../../test/support/served-host.ts';
import { type ParentPort, serveShell } from './serve-shell.ts';

let served: ServedHost;
beforeEach(async () => {
  served = await serveHost();
});
afterEach(() => served.stop());

describe('the door', () => {
  const statusOf = async (host: string, path = '/', init: RequestInit = {}): Promise<number> => {
    const { port } = new URL(served.url);
    const { request } = await import('node:http');
    return new Promise((resolve, reject) => {
      const headers = { ...(init.headers as Record<string, string>), host };
      const sent = request({
        port,
        host: '127.0.0.1',
        path,
        headers,
        method: init.method ?? 'GET',
      });
      sent.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end(init.body as string | undefined);
    });
  };

  const deskStatus = async (headers: Readonly<Record<string, string>>): Promise<unknown> => {
    const socket = new WebSocket(`ws://${new URL(served.url).host}/desk`, { headers });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('open', () => resolve('open'));
    });
    socket.on('error', () => undefined);
    socket.terminate();
    return status;
  };

  test('pages come with a policy, to this machine by its own name only', async () => {
    const { host } = new URL(served.url);
    const headers = { cookie: await enterBy(served.url) };
    const page = await fetch(new URL('/', served.url), { headers });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await statusOf(host, '/', { headers })).toBe(200);
    expect(await statusOf('evil.example', '/', { headers })).toBe(421);
    expect(await statusOf(host, '/..%2f..%2fetc/passwd', { headers })).not.toBe(200);
  });

  test('a browser that no link of the host opened gets neither pages nor a desk [SE16]', async () => {
    const { host, origin } = new URL(served.url);
    for (const path of ['/', '/open/', '/open/guess', '/index.html']) {
      expect(await statusOf(host, path)).not.toBe(200);
    }
    const shut = await fetch(origin);
    expect(shut.status).toBe(403);
    expect(await shut.text()).toContain('Open the link that Daybook printed');
    expect(await deskStatus({ origin })).toBe(403);
    const cookie = await enterBy(served.url);
    expect(await deskStatus({ origin, cookie: `${cookie}x` })).toBe(403);
    expect(await deskStatus({ origin, cookie })).toBe('open');
  });

  test.each([['http://evil.example'], ['null'], [undefined]])(
    'a page of %s does not get a desk',
    async (origin) => {
      const cookie = await enterBy(served.url);
      expect(await deskStatus(origin === undefined ? { cookie } : { origin, cookie })).toBe(403);
    },
  );

  test('the network is cut only for who has the token', async () => {
    const { host } = new URL(served.url);
    const body = JSON.stringify({ cut: true });
    const json = { 'content-type': 'application/json' };
    const cut = (authorization: string) =>
      statusOf(host, '/control/network', {
        method: 'POST',
        body,
        headers: { ...json, authorization },
      });
    expect(await cut('Bearer guess')).toBe(401);
    expect(await cut('Bearer let me')).toBe(200);
  });
});

describe('a desk that is not as it should be', () => {
  test('another protocol is refused with ours', async () => {
    using desk = await openDeskClient(served.url);
    desk.send({ type: 'hello', protocol: 999, desk: 'Old', token: null });
    expect(await desk.next('refused')).toEqual({
      type: 'refused',
      reason: 'protocol-unsupported',
      ours: 1,
    });
    await desk.closed;
  });

  test('whoever does not begin with hello is shown out', async () => {
    using desk = await openDeskClient(served.url);
    desk.send({ type: 'sign-out' });
    await desk.next('refused');
    await desk.closed;
  });

  test.each([
    [{ type: 'intent', intent: { id: id(50), kind: 'fly', input: {}, atMs: 0 } }],
    [{ type: 'intent', intent: { id: id(50), kind: 'book', input: { startMs: 'x' }, atMs: 0 } }],
  ])('a malformed intent is refused by its id', async (message) => {
    using desk = await served.openClinic();
    desk.send(message);
    expect(await desk.next('outcome', (outcome) => outcome.intentId === id(50))).toMatchObject({
      outcome: { ok: false, refusal: { kind: 'malformed' } },
    });
  });

  test('nonsense is refused, and too much of it ends the line but not the host', async () => {
    using desk = await served.openClinic();
    for (const nonsense of [
      null,
      7,
      'hello',
      [],
      {},
      { type: 'watch' },
      { type: 'ask', id: 'x' },
    ]) {
      desk.send(nonsense);
      expect(await desk.next('refused')).toMatchObject({ reason: 'malformed' });
    }
    desk.send({ type: 'watch', fromMs: 0, toMs: 400 * DAY_MS });
    expect(await desk.next('refused')).toMatchObject({ reason: 'malformed' });
    for (let n = 0; n < 20; n += 1) desk.send({ n });
    await desk.closed;
    using next = await served.openSecondDesk();
    await next.watch(...TODAY);
    expect(next.rows('doctors')).toHaveLength(1);
    expect(served.errors).toEqual([]);
  });
});

test('a window of the shell is served over the port it brings, and the heart beats', async () => {
  const shell = new EventEmitter();
  const said: unknown[] = [];
  let stops = 0;
  const parent = Object.assign(shell, { postMessage: (message: unknown) => said.push(message) });
  serveShell(served.host, parent as unknown as ParentPort, () => {
    stops += 1;
  });
  shell.emit('message', { data: { kind: 'ping', n: 4 }, ports: [] });
  shell.emit('message', { data: { kind: 'nonsense' }, ports: [] });
  shell.emit('message', { data: { kind: 'stop' }, ports: [] });
  expect(said).toEqual([{ kind: 'ready' }, { kind: 'pong', n: 4 }]);
  expect(stops).toBe(1);
  const { port1, port2 } = new MessageChannel();
  shell.emit('message', { data: { kind: 'desk' }, ports: [port1] });
  const welcome = once(port2, 'message');
  port2.postMessage({ type: 'hello', protocol: 1, desk: 'Window', token: null });
  expect((await welcome)[0]).toMatchObject({ type: 'welcome', replica: null });
  port2.close();
});
