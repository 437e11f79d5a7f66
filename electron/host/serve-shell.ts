import { type FromHost, toHostSchema } from '../../shared/wire/shell/host-message.ts';
import type { Host } from './open-host.ts';
import { createMessagePortConnection, type DeskPort } from './transport/message-port-connection.ts';

/** The line to the shell that started this process; Electron's `process.parentPort`. */
export interface ParentPort {
  on(
    name: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly DeskPort[] }) => void,
  ): unknown;
  readonly postMessage: (message: FromHost) => void;
}

/** Serves the windows of the shell: each brings the port of its line. */
export function serveShell(host: Host, parent: ParentPort, stop: () => void): void {
  parent.on('message', ({ data, ports }) => {
    const message = toHostSchema.safeParse(data).data;
    if (message?.kind === 'ping') parent.postMessage({ kind: 'pong', n: message.n });
    if (message?.kind === 'stop') stop();
    if (message?.kind !== 'desk') return;
    for (const port of ports) host.acceptDesk(createMessagePortConnection(port));
  });
  parent.postMessage({ kind: 'ready' });
}
