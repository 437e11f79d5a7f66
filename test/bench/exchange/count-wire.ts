import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Wire extends AsyncDisposable {
  readonly url: string;
  /** What went over it since the last time it was asked. */
  readonly take: () => Traffic;
}

export interface Traffic {
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** HTTP requests, the opening of a stream not among them. */
  readonly requests: number;
}

/**
 * A line to a server on this machine that counts what goes over it, and takes `roundTripMs` for a
 * question and its answer.
 */
export async function countWire(target: string, roundTripMs = 0): Promise<Wire> {
  const carry = (run: () => void): void => {
    if (roundTripMs === 0) run();
    else setTimeout(run, roundTripMs / 2);
  };
  const counts = { bytesUp: 0, bytesDown: 0, requests: 0 };
  const port = Number(new URL(target).port);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    client.on('data', (bytes) => {
      counts.bytesUp += bytes.length;
      if (isRequest(bytes)) counts.requests += 1;
      carry(() => upstream.write(bytes));
    });
    upstream.on('data', (bytes) => {
      counts.bytesDown += bytes.length;
      carry(() => client.write(bytes));
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = { ...counts };
      Object.assign(counts, { bytesUp: 0, bytesDown: 0, requests: 0 });
      return taken;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

const REQUEST_LINE = /^(GET|POST|PUT|DELETE|HEAD) \S+ HTTP\/1\.1\r\n/;

function isRequest(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 2000).toString('latin1');
  return REQUEST_LINE.test(head) && !/upgrade: websocket/i.test(head);
}
