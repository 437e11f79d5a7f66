import { CentralUnreachable, type Fetch } from './central-request.ts';
import type { OpenWake } from './keep-awake.ts';

/** A switch that cuts this host off from central, to show what happens then. */
export interface NetworkSwitch {
  readonly isCut: () => boolean;
  readonly set: (cut: boolean) => void;
  /** The same requests, which fail while the network is cut. */
  readonly fetch: (fetch: Fetch) => Fetch;
  readonly wake: (open: OpenWake) => OpenWake;
}

export function createNetworkSwitch(): NetworkSwitch {
  let isCut = false;
  const lines = new Set<{ readonly close: () => void }>();
  return {
    isCut: () => isCut,
    set: (cut) => {
      isCut = cut;
      if (!cut) return;
      for (const line of lines) line.close();
      lines.clear();
    },
    fetch: (fetch) => async (input, init) => {
      if (isCut) throw new CentralUnreachable('The network is cut.');
      const answer = await fetch(input, init);
      if (isCut) throw new CentralUnreachable('The network was cut.');
      return answer;
    },
    wake: (open) => (events) => {
      if (isCut) {
        queueMicrotask(() => events.onClose(false));
        return { close: () => undefined };
      }
      const line = open({
        ...events,
        onClose: (isRefused) => {
          lines.delete(line);
          events.onClose(isRefused);
        },
      });
      lines.add(line);
      return line;
    },
  };
}
