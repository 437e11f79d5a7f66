import { EventEmitter } from 'node:events';

/** Where messages to one end of a channel go. */
export interface PortReceiver {
  readonly message: (data: unknown) => void;
  readonly close: () => void;
}

/** One end of a channel as the main process holds it, before it hands it on. */
export interface MainPort extends EventEmitter {
  readonly postMessage: (data: unknown) => void;
  readonly start: () => void;
  readonly close: () => void;
  /**
   * The end moves to another process: what was sent to it goes to `receiver` from now on, and what
   * comes back is spoken through the answer.
   */
  readonly moveTo: (receiver: PortReceiver) => PortReceiver;
}

export function createPortPair(): [MainPort, MainPort] {
  const left = createInbox();
  const right = createInbox();
  return [createPort(left, right), createPort(right, left)];
}

function createPort(own: Inbox, other: Inbox): MainPort {
  const events = new EventEmitter();
  const close = (): void => {
    other.close();
    own.close();
  };
  return Object.assign(events, {
    postMessage: (data: unknown) => other.message(structuredClone(data)),
    start: () =>
      own.open({
        message: (data) => queueMicrotask(() => events.emit('message', { data, ports: [] })),
        close: () => events.emit('close'),
      }),
    close,
    moveTo: (receiver: PortReceiver) => {
      own.open(receiver);
      return { message: other.message, close };
    },
  });
}

interface Inbox extends PortReceiver {
  readonly open: (receiver: PortReceiver) => void;
}

/** Keeps what arrives until somebody opens it, as a port does until it is started. */
function createInbox(): Inbox {
  const early: unknown[] = [];
  let receiver: PortReceiver | undefined;
  let isClosed = false;
  return {
    message: (data) => {
      if (isClosed) return;
      if (receiver) receiver.message(data);
      else early.push(data);
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      receiver?.close();
    },
    open: (opened) => {
      receiver = opened;
      for (const data of early.splice(0)) opened.message(data);
      if (isClosed) opened.close();
    },
  };
}
