import { EventEmitter } from 'node:events';
import type { PortMessage } from './port-table.ts';
import type { ParentMessage } from './utility-process.ts';

// Loaded before the program of a utility process: gives it `process.parentPort`.

const send = (message: unknown): void => {
  if (process.connected) process.send?.(message);
};

type Port = ReturnType<typeof createPort>;
const portsById = new Map<number, Port>();

function createPort(id: number) {
  const events = new EventEmitter();
  const early: unknown[] = [];
  let isStarted = false;
  const receive = (data: unknown): void => {
    if (isStarted) events.emit('message', { data, ports: [] });
    else early.push(data);
  };
  const port = Object.assign(events, {
    receive,
    postMessage: (data: unknown) => send({ kind: 'port-message', id, data }),
    start: () => {
      isStarted = true;
      for (const data of early.splice(0)) receive(data);
    },
    close: () => {
      if (!portsById.delete(id)) return;
      send({ kind: 'port-close', id });
      events.emit('close');
    },
  });
  portsById.set(id, port);
  return port;
}

const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (data: unknown) => send({ kind: 'message', data }),
});
const early: unknown[] = [];
const hear = (event: unknown): void => {
  if (parentPort.listenerCount('message') > 0) parentPort.emit('message', event);
  else early.push(event);
};
parentPort.once('newListener', () =>
  queueMicrotask(() => {
    for (const event of early.splice(0)) parentPort.emit('message', event);
  }),
);
Object.defineProperty(process, 'parentPort', { value: parentPort });

process.on('message', (message: ParentMessage | PortMessage) => {
  if (message.kind === 'message') {
    hear({ data: message.data, ports: message.ports.map(createPort) });
  } else if (message.kind === 'port-message') {
    portsById.get(message.id)?.receive(message.data);
  } else {
    const port = portsById.get(message.id);
    portsById.delete(message.id);
    port?.emit('close');
  }
});
process.on('disconnect', () => process.exit(0));
