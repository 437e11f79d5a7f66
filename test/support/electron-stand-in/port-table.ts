import type { MainPort, PortReceiver } from './main-port.ts';

/** What goes to and fro between the main process and whoever holds the other ends. */
export type PortMessage =
  | { readonly kind: 'port-message'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'port-close'; readonly id: number };

/** The ends of channels that one page or one utility process holds. */
export interface PortTable {
  /** Moves ends there. The numbers name them in messages. */
  readonly give: (ports: readonly MainPort[]) => readonly number[];
  readonly receive: (message: PortMessage) => void;
  /** The holder is gone. */
  readonly closeAll: () => void;
}

export function createPortTable(send: (message: PortMessage) => void): PortTable {
  const speakers = new Map<number, PortReceiver>();
  let last = 0;
  const giveOne = (port: MainPort): number => {
    last += 1;
    const id = last;
    const speaker = port.moveTo({
      message: (data) => send({ kind: 'port-message', id, data }),
      close: () => {
        if (speakers.delete(id)) send({ kind: 'port-close', id });
      },
    });
    speakers.set(id, speaker);
    return id;
  };
  return {
    give: (ports) => ports.map(giveOne),
    receive: (message) => {
      const speaker = speakers.get(message.id);
      if (message.kind === 'port-message') speaker?.message(message.data);
      else if (speakers.delete(message.id)) speaker?.close();
    },
    closeAll: () => {
      const gone = [...speakers.values()];
      speakers.clear();
      for (const speaker of gone) speaker.close();
    },
  };
}
