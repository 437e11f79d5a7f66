import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Connection } from '../../electron/host/transport/connection.ts';
import {
  createMessagePortConnection,
  type DeskPort,
} from '../../electron/host/transport/message-port-connection.ts';
import { acceptWebSockets } from '../../electron/host/transport/web-socket-server.ts';
import { createInbox, describeTransport, type Line } from './transport-contract.ts';

describeTransport('MessagePort', async (attach) => {
  const { port1, port2 } = new MessageChannel();
  const host = createMessagePortConnection(port1 as unknown as DeskPort);
  attach(host);
  const inbox = createInbox();
  port2.on('message', inbox.put);
  return {
    host,
    desk: {
      send: (message) => port2.postMessage(message),
      next: inbox.next,
      close: () => port2.close(),
      closed: new Promise((resolve) => {
        port2.on('close', resolve);
      }),
    },
    dispose: async () => port2.close(),
  };
});

async function openWebSocketLine(
  attach: (host: Connection) => void,
): Promise<Line & { readonly pause: () => void }> {
  const server = createServer();
  const hosts: Connection[] = [];
  const desks = acceptWebSockets(server, {
    path: '/desk',
    isAllowed: () => true,
    onConnection: (host) => {
      attach(host);
      hosts.push(host);
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/desk`);
  const inbox = createInbox();
  socket.on('message', (data) => inbox.put(JSON.parse(String(data))));
  await new Promise((resolve) => {
    socket.once('open', resolve);
  });
  const [host] = hosts;
  if (!host) throw new Error('The server handed over no connection.');
  return {
    host,
    pause: () => socket.pause(),
    desk: {
      send: (message) => socket.send(JSON.stringify(message)),
      next: inbox.next,
      close: () => socket.close(),
      closed: new Promise((resolve) => {
        socket.on('close', () => resolve());
      }),
    },
    dispose: async () => {
      desks.close();
      server.close();
    },
  };
}

describeTransport('WebSocket', openWebSocketLine);

test('a desk that reads nothing is dropped before it fills the memory', async () => {
  let isClosed = false;
  const line = await openWebSocketLine((host) => {
    host.onMessage(() => undefined);
    host.onClose(() => {
      isClosed = true;
    });
  });
  line.pause();
  const megabyte = 'x'.repeat(1_000_000);
  for (let n = 0; n < 100 && !isClosed; n += 1) {
    line.host.send(megabyte);
    await nextTurn();
  }
  expect(isClosed).toBe(true);
  await line.dispose();
});
