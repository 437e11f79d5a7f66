import type { FromPreload, ToPreload, WorldNames } from './page-message.ts';

type Listener = (event: { readonly ports: readonly MessagePort[] }, message: unknown) => void;
type Require = (name: string) => unknown;
type Preload = (require: Require, process: unknown, exports: object, module: object) => void;

/**
 * Runs in the page's isolated world, before the page's own scripts. Its text is sent there, so it
 * uses nothing but what it is given.
 */
export function runPreload(
  names: WorldNames,
  process: { readonly platform: string; readonly argv: readonly string[] },
  preload: Preload,
): void {
  const world = globalThis as unknown as Record<string, (json: string) => void>;
  const send = (message: FromPreload): void => world[names.send]?.(JSON.stringify(message));
  const listeners = new Map<string, Listener[]>();
  const portsById = new Map<number, { readonly port: MessagePort; readonly nth: number }>();
  const functions: ((...args: unknown[]) => unknown)[] = [];

  let adopted = 0;
  const adoptPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    portsById.set(id, { port: port1, nth: adopted });
    adopted += 1;
    port1.onmessage = ({ data }) => send({ kind: 'port-message', id, data });
    return port2;
  };

  world[names.receive] = (json) => {
    const message = JSON.parse(json) as ToPreload;
    if (message.kind === 'ipc') {
      const event = { ports: message.ports.map(adoptPort) };
      for (const listener of listeners.get(message.channel) ?? []) listener(event, message.message);
      return;
    }
    const held = portsById.get(message.id);
    if (!held) return;
    if (message.kind === 'port-message') held.port.postMessage(message.data);
    else {
      portsById.delete(message.id);
      held.port.close();
      document.dispatchEvent(new CustomEvent(names.portClosed, { detail: held.nth }));
    }
  };

  const toCrossing = (value: unknown): unknown => {
    if (typeof value === 'function') return { functionId: functions.push(value as never) - 1 };
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toCrossing(one)]));
  };
  document.addEventListener(names.call, (event) => {
    const { id, args } = JSON.parse((event as CustomEvent<string>).detail) as {
      id: number;
      args: unknown[];
    };
    functions[id]?.(...args);
  });

  const electron = {
    contextBridge: {
      exposeInMainWorld: (key: string, value: object) => {
        const detail = JSON.stringify({ key, value: toCrossing(value) });
        document.dispatchEvent(new CustomEvent(names.expose, { detail }));
      },
    },
    ipcRenderer: {
      send: (channel: string, ...args: unknown[]) => send({ kind: 'ipc', channel, args }),
      on: (channel: string, listener: Listener) => {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
    },
  };
  const require: Require = (name) => {
    if (name === 'electron') return electron;
    throw new Error(`module not found in a sandboxed preload: ${name}`);
  };
  const module = { exports: {} };
  preload(require, process, module.exports, module);
}
