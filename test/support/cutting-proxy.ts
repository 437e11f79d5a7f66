import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

type Side = 'up' | 'down';

/** A line to a server that breaks off where it is told to. */
export interface CuttingProxy extends AsyncDisposable {
  readonly url: string;
  /** Lets so many more bytes through on one side, then cuts the line both ways. */
  readonly cutAfter: (side: Side, bytes: number) => void;
  /** How often it was cut. */
  readonly cuts: () => number;
  /** What went through on a side since this was asked last. */
  readonly passed: (side: Side) => Buffer;
}

export async function openCuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const passed: Record<Side, Buffer[]> = { up: [], down: [] };
  const sockets = new Set<Socket>();
  let plan: { readonly side: Side; left: number } | null = null;
  let cuts = 0;

  const forward = (side: Side, from: Socket, to: Socket): void => {
    from.on('data', (chunk: Buffer) => {
      const mine = plan?.side === side ? plan : null;
      const allowed = mine ? chunk.subarray(0, mine.left) : chunk;
      passed[side].push(allowed);
      to.write(allowed);
      if (!mine) return;
      mine.left -= allowed.length;
      if (mine.left > 0) return;
      plan = null;
      cuts += 1;
      // What was let through arrives before the end.
      to.end();
      from.destroy();
    });
    from.on('close', () => to.end());
    from.on('error', () => to.destroy());
  };
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    forward('up', client, upstream);
    forward('down', upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAfter: (side, bytes) => {
      plan = { side, left: bytes };
    },
    cuts: () => cuts,
    passed: (side) => Buffer.concat(passed[side].splice(0)),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
