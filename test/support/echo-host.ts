import { parseArgs } from 'node:util';
import { toHostSchema } from '../../shared/wire/shell/host-message.ts';

// A host that keeps no book, for tests of the shell. It answers every message of a desk with that
// message, its own process id and its arguments.

interface Port {
  on(name: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  readonly postMessage: (message: unknown) => void;
  readonly start: () => void;
}

interface ParentPort {
  on(
    name: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly Port[] }) => void,
  ): unknown;
  readonly postMessage: (message: unknown) => void;
}

const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
const { values } = parseArgs({ options: { 'data-folder': { type: 'string' } } });

function echo(desk: Port): void {
  desk.on('message', ({ data }) => {
    desk.postMessage({ echo: data, pid: process.pid, dataFolder: values['data-folder'] });
  });
  desk.start();
}

parentPort.on('message', ({ data, ports }) => {
  const message = toHostSchema.parse(data);
  if (message.kind === 'ping') parentPort.postMessage({ kind: 'pong', n: message.n });
  if (message.kind === 'stop') process.exit(0);
  if (message.kind === 'desk') for (const desk of ports) echo(desk);
});
parentPort.postMessage({ kind: 'ready' });
