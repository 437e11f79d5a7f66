import type { Connection } from './connection.ts';

interface PortEvent {
  readonly data: unknown;
}

/** The part that the ports of Node's worker threads have. */
interface NodePort {
  readonly addEventListener: (name: 'message', listener: (event: PortEvent) => void) => void;
  readonly on: (name: 'close', listener: () => void) => unknown;
}

/** The part that the ports Electron hands to a utility process have. */
interface ElectronPort {
  on(name: 'message', listener: (event: PortEvent) => void): unknown;
  on(name: 'close', listener: () => void): unknown;
}

export type DeskPort = (NodePort | ElectronPort) & {
  readonly postMessage: (message: unknown) => void;
  readonly start: () => void;
  readonly close: () => void;
};

/** A desk in a window of the same machine. */
export function createMessagePortConnection(port: DeskPort): Connection {
  let isOpen = true;
  port.on('close', () => {
    isOpen = false;
  });
  return {
    send: (message) => {
      if (isOpen) port.postMessage(message);
    },
    onMessage: (listener) => {
      const receive = (event: PortEvent): void => listener(event.data);
      if ('addEventListener' in port) port.addEventListener('message', receive);
      else port.on('message', receive);
      port.start();
    },
    onClose: (listener) => {
      // Within a machine no line breaks: the window at its end is gone.
      port.on('close', () => listener('left'));
    },
    close: () => {
      isOpen = false;
      port.close();
    },
  };
}
